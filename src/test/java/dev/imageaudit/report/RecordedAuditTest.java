package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedAuditTest {
  private static final Path REPORTS = Path.of("src/test/resources/dev/imageaudit/report");

  @TempDir private Path directory;

  @Test
  void anImageOfAReportIsWhatItWasInTheRun() throws IOException {
    Files.writeString(directory.resolve("audit.json"), JsonReportTest.written(FakeFleet.hostile()));

    assertThat(images(directory))
        .isEqualTo(FakeOutcomes.all().stream().map(RecordedImage::of).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit-1.0.0.json", "audit-1.1.0.json", "audit.json"})
  void reportsOfEverySchemaVersionAreRead(String name) throws IOException {
    List<RecordedImage> images = images(REPORTS.resolve(name));

    assertThat(images).hasSize(3);
    RecordedImage image = images.get(0);
    assertThat(image.verdict()).contains("refactor");
    assertThat(image.compressedBytes()).isEqualTo(330);
    assertThat(image.savedBytes()).isEqualTo(120);
    assertThat(image.residueBytes()).isEqualTo(100);
    assertThat(image.repository()).contains("registry.example.com/shop/api");
  }

  @Test
  void readingEndsWhereTheReaderHasWhatItWants() throws IOException {
    List<String> seen = new ArrayList<>();

    RecordedAudit.at(REPORTS)
        .read(
            image -> {
              seen.add(image.path("reference").asText());
              return false;
            });

    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schemaVersion\": \"2.0.0\", \"images\": []} | is of schema version 2.0.0",
        "{\"images\": []}                                | is no report of image-audit",
        "{}                                              | is no report of image-audit",
        "[]                                              | is no report of image-audit",
        "{\"schemaVersion\": \"1.2.0\", \"images\": [    | is no JSON at line 1",
      })
  void whatIsNoReportIsSaid(String text, String message) throws IOException {
    Path file = directory.resolve("odd.json");
    Files.writeString(file, text);

    assertThatThrownBy(() -> images(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("odd.json " + message);
  }

  @Test
  void anAbsentReportIsSaid() {
    assertThatThrownBy(() -> images(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no report " + directory.resolve("audit.json"));
  }

  private static List<RecordedImage> images(Path path) throws IOException {
    return List.copyOf(RecordedFleet.read(RecordedAudit.at(path)).images());
  }
}
