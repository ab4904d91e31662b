package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image of which somebody wrote down what is right to say about it, as a {@code pair.yaml} under
 * {@code src/test/recipes} does.
 *
 * @param name the directory of its recipe
 * @param projection which projection its twin is, {@code Dockerfile.after}; empty where it has none
 * @param verdict the right one
 * @param serves a URL that answers while it runs; empty where it ends by itself
 */
record EstimatedPair(String name, String projection, String verdict, String serves) {
  private static final Path RECIPES = Path.of("src/test/recipes");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** All of them, by name. */
  static List<EstimatedPair> all() throws IOException {
    try (Stream<Path> directories = Files.list(RECIPES)) {
      List<EstimatedPair> pairs = new ArrayList<>();
      for (Path directory : directories.sorted().toList()) {
        Path file = directory.resolve("pair.yaml");
        if (Files.exists(file)) {
          JsonNode pair = YAML.readTree(file.toFile());
          pairs.add(
              new EstimatedPair(
                  directory.getFileName().toString(),
                  pair.path("projection").asText(),
                  pair.path("verdict").asText(),
                  pair.path("serves").asText()));
        }
      }
      return pairs;
    }
  }

  boolean hasTwin() {
    return !projection.isEmpty();
  }

  /** Builds and pushes the image: the reference in the open registry. */
  String before(TestMachine machine) {
    return Pair.built(machine, name, "before");
  }

  /** Builds and pushes the twin: the reference in the open registry. */
  String after(TestMachine machine) {
    return Pair.built(machine, name, "after", base(machine));
  }

  /**
   * Builds and pushes the image that the twin's last stage begins with, {@code Dockerfile.base}:
   * the reference in the open registry; empty where it needs none.
   */
  String base(TestMachine machine) {
    boolean isOnBase = projection.equals("runtime-base");
    return isOnBase ? Pair.built(machine, name, "base") : "";
  }
}
