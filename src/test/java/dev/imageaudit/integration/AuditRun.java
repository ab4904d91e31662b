package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the packaged program, in a process and under the memory that we promise. */
record AuditRun(ExternalProgram program, Path output) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs {@code audit} with {@code arguments}; the reports go to {@code output}. */
  static AuditRun of(Path output, Map<String, String> environment, String... arguments) {
    List<String> command = command("audit", "--output", output.toString());
    command.addAll(List.of(arguments));
    return new AuditRun(ExternalProgram.tryRun(environment, command), output);
  }

  /** What starts the packaged program with {@code arguments}, to which others may be added. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                System.getProperty("image-audit.jar")));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Without credentials of this machine, and with the test machine's daemon. */
  static Map<String, String> environment(TestMachine machine, Path home) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.toString());
    environment.put("DOCKER_HOST", machine.docker());
    return environment;
  }

  int exitCode() {
    return program.exitCode();
  }

  JsonNode report() {
    try {
      return JSON.readTree(output.resolve("audit.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(program.err(), e);
    }
  }

  /** The only row of {@code reference}. */
  JsonNode image(String reference) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode image : report().path("images")) {
      if (image.path("reference").asText().equals(reference)) {
        rows.add(image);
      }
    }
    assertThat(rows).as("rows of " + reference + " " + program.err()).hasSize(1);
    return rows.get(0);
  }
}
