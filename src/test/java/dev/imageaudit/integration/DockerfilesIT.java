package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Dockerfiles that we write, built with the original's context and run beside the original. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerfilesIT {
  private static final List<String> BASES = List.of("debian:12", "golang:1", "node:20");
  private static final double TOLERANCE = 0.05;

  /** Asks until somebody answers. */
  private static final String ASK =
      """
      const ask = left => fetch('http://127.0.0.1:8080/').then(answer => answer.text())
          .then(console.log, failed => left ? setTimeout(ask, 200, left - 1) : process.exit(1));
      ask(100);
      """;

  @TempDir private static Path directory;
  private final List<String> built = new ArrayList<>();
  private TestMachine machine = new TestMachine("", "", "", "", "", "");
  private AuditRun run = new AuditRun(new ExternalProgram(0, "", ""), Path.of(""));

  @BeforeAll
  void auditTheNaiveImagesAndTheirBases() {
    machine = TestMachine.require();
    List<String> arguments = new ArrayList<>(List.of("--no-progress"));
    for (Pair pair : Pair.values()) {
      arguments.add(pair.before(machine));
    }
    for (String base : BASES) {
      String reference = base(base);
      docker("tag", "image-audit-test/" + base, reference);
      docker("push", "--quiet", reference);
      arguments.add(reference);
    }
    run =
        AuditRun.of(
            directory.resolve("out"),
            AuditRun.environment(machine, directory),
            arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.program().err()).isZero();
  }

  @AfterAll
  void removeImages() {
    built.forEach(image -> docker("rmi", image));
  }

  private String base(String name) {
    return machine.registry() + "/dockerfiles/" + name;
  }

  private String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return ExternalProgram.run(
        Map.of("DOCKER_HOST", machine.docker(), "DOCKER_BUILDKIT", "0"),
        command.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PYTHON_PLAIN")
  void whatWeWriteBuildsRunsLikeTheOriginalAndWeighsWhatWePromised(Pair pair) throws IOException {
    JsonNode audited = run.image(pair.before(machine));
    String image = build(pair, audited.path("refactoring").path("dockerfile").asText());

    assertThat(output(pair, image)).isEqualTo(output(pair, pair.before(machine)));

    long before = audited.path("size").path("uncompressedBytes").asLong();
    long after = weighed(image);
    long promised =
        audited.path("projections").path(0).path("uncompressedBytes").path("expected").asLong();
    System.out.printf(
        "%-18s before %,13d  promised %,13d  built %,13d%n", pair, before, promised, after);
    if (audited.path("refactoring").path("runtimeBase").asText().equals("scratch")) {
      assertThat(after).isLessThan(promised);
    } else {
      assertThat(after).isCloseTo(promised, within(Math.round(promised * TOLERANCE)));
    }
  }

  /** Fills in what the marked lines ask for, as the image's developer does, and builds. */
  private String build(Pair pair, String dockerfile) throws IOException {
    Path file = directory.resolve(pair + ".Dockerfile");
    Files.writeString(file, dockerfile.replace("debian:12-slim", base("debian:12")));
    String image = "dockerfiles-it-" + pair.name().toLowerCase(Locale.ROOT);
    docker(
        "build",
        "--quiet",
        "--network",
        "host",
        "--tag",
        image,
        "--file",
        file.toString(),
        pair.context().toString());
    built.add(image);
    return image;
  }

  private String output(Pair pair, String image) {
    boolean isServer = pair == Pair.GO || pair == Pair.NODE;
    return isServer ? answer(image) : docker("run", "--rm", "--network", "none", image);
  }

  /** What a server on port 8080 says, asked from a container beside it. */
  private String answer(String image) {
    String server = docker("run", "--detach", "--network", "none", image).strip();
    try {
      return docker(
          "run", "--rm", "--network", "container:" + server, base("node:20"), "node", "-e", ASK);
    } finally {
      docker("rm", "--force", server);
    }
  }

  /** The tar streams' bytes of an image of the daemon, as the promise counts them. */
  private long weighed(String image) {
    String reference = "docker-daemon:" + image;
    AuditRun weighing =
        AuditRun.of(directory.resolve(image), AuditRun.environment(machine, directory), reference);
    return weighing.image(reference).path("size").path("uncompressedBytes").asLong();
  }
}
