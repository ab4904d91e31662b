package dev.imageaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.report.JsonReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports that earlier versions of the program have written of two of the sample images, one for
 * each version of the schema, are read beside one of today.
 */
class EarlierReportsTest {
  private static final Path EARLIER = Path.of("src/test/resources/dev/imageaudit/report/earlier");

  @TempDir private static Path today;

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ExitCode code =
        new Main(
                new Terminal(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, UTF_8),
                    new PrintStream(err, true, UTF_8),
                    Map.of(),
                    false))
            .run(arguments);
    assertThat(code).as(err.toString(UTF_8)).isEqualTo(ExitCode.COMPLETE);
    return out.toString(UTF_8);
  }

  @BeforeAll
  static void audit() {
    run(
        "audit",
        "--quiet",
        "--format",
        "json",
        "--output",
        today.toString(),
        "oci:sample-images/go-naive",
        "oci:sample-images/node-dev");
  }

  private static List<Path> reports() throws IOException {
    try (Stream<Path> reports = Files.list(EARLIER)) {
      return reports.sorted().toList();
    }
  }

  @Test
  void thereIsOneOfEverySchemaVersion() throws IOException {
    for (Path report : reports()) {
      JsonNode json = new ObjectMapper().readTree(report.toFile());
      assertThat(report.getFileName()).hasToString(json.get("schemaVersion").asText() + ".json");
    }
    assertThat(reports()).contains(EARLIER.resolve(JsonReport.SCHEMA_VERSION + ".json"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void itIsComparedWithOneOfToday(Path report) throws IOException {
    JsonNode comparison =
        new ObjectMapper()
            .readTree(run("compare", "--format", "json", report.toString(), today.toString()));

    assertThat(comparison.at("/before/images").asInt()).isEqualTo(2);
    assertThat(comparison.at("/before/compressedBytes").asLong()).isEqualTo(26_264_037);
    assertThat(comparison.at("/before/savedCompressedBytes").asLong()).isEqualTo(14_072_299);
    assertThat(comparison.at("/counts/added").asInt()).isZero();
    assertThat(comparison.at("/counts/gone").asInt()).isZero();
    assertThat(comparison.at("/images")).hasSize(2);
    assertThat(comparison.at("/images/0/before/verdict").asText()).isEqualTo("refactor");
    assertThat(run("compare", report.toString(), today.toString()))
        .startsWith("Images     2 before, 2 now: 0 new, 0 gone");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void itsImagesAreShown(Path report) {
    assertThat(run("show", "--report", report.toString(), "go-naive"))
        .contains("Go SDK 1.19.8  sdk")
        .contains("RUN go build")
        .contains("(advised)");
  }
}
