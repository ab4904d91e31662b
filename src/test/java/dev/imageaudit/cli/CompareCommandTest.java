package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final Path REPORTS = Path.of("src/test/resources/dev/imageaudit/report");

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(String... arguments) {
    out.reset();
    return new Main(
            new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String later() throws IOException {
    String report = Files.readString(REPORTS.resolve("audit-1.0.0.json"));
    Path file = directory.resolve("audit.json");
    Files.writeString(
        file,
        report
            .replace("\"compressedBytes\": 330", "\"compressedBytes\": 500")
            .replace("\"rule\": \"gcc\"", "\"rule\": \"clang\"")
            .replace("GCC C compiler", "Clang\\u001b[31m"));
    return directory.toString();
  }

  @Test
  void whatHasGrownAndWhatIsFixedIsSaid() throws IOException {
    assertThat(run("compare", REPORTS.toString(), later())).isEqualTo(ExitCode.COMPLETE);

    assertThat(out())
        .contains("Images     3 before, 3 now: 0 new, 0 gone, 1 grown, 1 with something fixed")
        .contains("To pull    330 B before, 500 B now (+170 B)")
        .contains("Grown\n     +170 B  registry.example.com/shop/api:1.4 linux/arm64/v8\n")
        .contains("Clang\\u001b[31m +12.2.0 (100 B)")
        .contains("Fixed\n")
        .contains("GCC C compiler +12.2.0 (100 B)")
        .doesNotContain("\u001b");
  }

  @Test
  void theSameComesAsJsonAndAsMarkdown() throws IOException {
    assertThat(run("compare", "--format", "json", REPORTS.toString(), later()))
        .isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).startsWith("{\n").contains("\"grown\": 1").doesNotContain("\u001b");

    assertThat(run("compare", "--format", "markdown", REPORTS.toString(), later()))
        .isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("| To pull | 330 B | 500 B | +170 B |").doesNotContain("\u001b");
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    assertThat(run("compare", "one")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(run("compare", "one", REPORTS.toString())).isEqualTo(ExitCode.NOT_DONE);
    assertThat(run("compare", "--format", "pdf", "one", "two")).isEqualTo(ExitCode.NOT_DONE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("compare takes two reports")
        .contains("there is no report one")
        .contains("--format takes text, json, markdown")
        .doesNotContain("\tat ");
  }

  @Test
  void aRunSaysHowTheFleetChangedSinceTheLast() {
    String history = directory.resolve("history").toString();
    String[] audit = {
      "audit",
      "oci:sample-images/go-multistage",
      "--output",
      directory.toString(),
      "--format",
      "json",
      "--history",
      history
    };

    assertThat(run(audit)).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("Trend      the first run that is kept");
    assertThat(run(audit)).isEqualTo(ExitCode.COMPLETE);
    assertThat(out())
        .containsPattern(
            "Trend {6}since 2\\d{3}-\\d\\d-\\d\\d: \\+0 B to pull, \\+0 B that a refactor saves,"
                + " \\+0 images to refactor");
  }
}
