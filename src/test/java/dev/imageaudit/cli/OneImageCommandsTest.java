package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain}, {@code dockerfile} and {@code prove}, on images that come with the project. */
class OneImageCommandsTest {
  private static final String NAIVE = "oci:sample-images/go-naive";

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(String... arguments) throws Exception {
    return new Main(
            new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("HOME", home.toString()),
                false))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void explainSaysWhyTheProgramIsNeededAndTheCompilerIsNot() throws Exception {
    ExitCode exit = run("explain", NAIVE, "/etc/passwd", "/usr/local/go/bin/go");

    assertThat(exit).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("/etc/passwd (").contains("not needed").contains("found as: ");
  }

  @Test
  void explainSaysWhichPathIsNotThere() throws Exception {
    assertThat(run("explain", NAIVE, "/no/such/file")).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(out() + err()).contains("/no/such/file");
  }

  @Test
  void explainTakesAnImageAndAPath() throws Exception {
    assertThat(run("explain", NAIVE)).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err()).contains("at least one path").doesNotContain("\tat ");
  }

  @Test
  void dockerfilePrintsTheTwoStages() throws Exception {
    ExitCode exit = run("dockerfile", NAIVE);

    assertThat(exit).isEqualTo(ExitCode.COMPLETE);
    assertThat(out().lines().filter(line -> line.startsWith("FROM "))).hasSize(2);
    assertThat(out()).contains("COPY --from=build ");
  }

  @Test
  void dockerfileHasNothingToSayOfALeanImage() throws Exception {
    assertThat(run("dockerfile", "oci:sample-images/go-multistage"))
        .isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(out()).isEmpty();
    assertThat(err()).isNotBlank();
  }

  @Test
  void proveTakesBasesOfTheUsersOwnAndSaysWhichFileIsMissing() throws Exception {
    ExitCode exit = run("prove", NAIVE, "--projection", "trim", "--bases", home + "/none.csv");

    assertThat(exit).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err()).contains("--bases: there is no file ");
  }
}
