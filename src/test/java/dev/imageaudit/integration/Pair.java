package dev.imageaudit.integration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two images of one program, as {@code src/test/recipes} builds them with the real daemon: as many
 * do it, and as a further stage does it.
 */
enum Pair {
  C("c"),
  GO("go"),
  JAVA("java"),
  NODE("node"),
  PYTHON_EXTENSION("python-extension"),
  /** Has nothing to gain. */
  PYTHON_PLAIN("python-plain");

  private static final Path RECIPES = Path.of("src/test/recipes");
  private static final Set<String> BUILT = ConcurrentHashMap.newKeySet();

  private final String directory;

  Pair(String directory) {
    this.directory = directory;
  }

  /** Whether the program runs until somebody stops it. */
  boolean serves() {
    return this == GO || this == NODE;
  }

  /** The reference in the open registry, where it is after this. */
  String before(TestMachine machine) {
    return build(machine, "before");
  }

  /** The reference in the open registry, where it is after this. */
  String after(TestMachine machine) {
    return build(machine, "after");
  }

  /** A further twin of the same program: the reference in the open registry. */
  String twin(TestMachine machine, String variant) {
    return build(machine, variant);
  }

  /** The directory that both are built from. */
  Path context() {
    return RECIPES.resolve(directory);
  }

  private String build(TestMachine machine, String variant) {
    return built(machine, directory, variant);
  }

  /** Builds and pushes, once, a variant of the recipe in {@code directory}: its reference. */
  static String built(TestMachine machine, String directory, String variant) {
    return built(machine, directory, variant, "");
  }

  /**
   * The same where {@code $BASE} is the image that its last stage begins with.
   *
   * @param base its reference; empty where the recipe has no such argument
   */
  static String built(TestMachine machine, String directory, String variant, String base) {
    String reference = machine.registry() + "/pairs/" + directory + ":" + variant;
    if (BUILT.add(reference)) {
      Map<String, String> environment =
          Map.of("DOCKER_HOST", machine.docker(), "DOCKER_BUILDKIT", "0");
      Path recipe = RECIPES.resolve(directory);
      List<String> command =
          new ArrayList<>(List.of("docker", "build", "--network", "host", "--tag", reference));
      if (!base.isEmpty()) {
        command.addAll(List.of("--build-arg", "BASE=" + base));
      }
      command.addAll(
          List.of("--file", recipe.resolve("Dockerfile." + variant).toString(), recipe.toString()));
      ExternalProgram.run(environment, command.toArray(String[]::new));
      ExternalProgram.run(environment, "docker", "push", reference);
    }
    return reference;
  }
}
