package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.FakeFleet;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/imageaudit/report/audit.json");

  @Test
  void theReportOfAHostileFleetIsTheGoldenFile() throws IOException {
    assertThat(written(FakeFleet.hostile())).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theSameFleetGivesTheSameBytesWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      assertThat(written(FakeFleet.hostile())).isEqualTo(written(FakeFleet.hostile()));
      assertThat(written(FakeFleet.hostile())).contains("\"compressedBytes\": 330,");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void linesEndInLineFeedsOnly() {
    assertThat(written(FakeFleet.hostile())).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void anEmptyFleetIsAReportToo() throws IOException {
    JsonNode report = new ObjectMapper().readTree(written(FakeFleet.empty()));

    assertThat(report.get("images").isEmpty()).isTrue();
    assertThat(report.at("/fleet/images").asInt()).isZero();
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    OutputStream out =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    new JsonReport().write(FakeFleet.empty(), out);
    assertThat(closed).isFalse();
  }

  static String written(FakeFleet fleet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new JsonReport().write(fleet, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
