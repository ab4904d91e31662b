package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended that a test ran.
 *
 * @param out its standard output
 * @param err its standard error
 */
record ExternalProgram(int exitCode, String out, String err) {
  private static final long TIMEOUT_MINUTES = 10;

  /** Runs a program that has to succeed. */
  static String run(Map<String, String> environment, String... command) {
    ExternalProgram program = tryRun(environment, List.of(command));
    assertThat(program.exitCode).as(String.join(" ", command) + "\n" + program.err).isZero();
    return program.out;
  }

  /** Runs a program that may fail. */
  static ExternalProgram tryRun(Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("out", null);
      Path err = Files.createTempFile("err", null);
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("does not end: " + command);
        }
        return new ExternalProgram(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
