package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReportTest {
  private static List<Map<String, String>> rows(String file) {
    return Written.rows(Written.file(new CsvReport(), FakeFleet.hostile(), file));
  }

  @Test
  void eachTableHasItsRows() {
    assertThat(rows("images.csv")).hasSize(3);
    assertThat(rows("findings.csv")).hasSize(2);
    assertThat(rows("layers.csv")).hasSize(2);
    assertThat(rows("packages.csv")).hasSize(2);
    assertThat(rows("failures.csv")).hasSize(2);
  }

  @Test
  void anImageIsARowOfPlainNumbersAndOfWhatTheListSaid() {
    assertThat(rows("images.csv").get(0))
        .containsEntry("reference", "registry.example.com/shop/api:1.4")
        .containsEntry("platform", "linux/arm64/v8")
        .containsEntry("status", "audited")
        .containsEntry("labels.pullsPerMonth", "3000")
        .containsEntry("verdict.code", "refactor")
        .containsEntry("size.compressedBytes", "330")
        .containsEntry("saving.expectedBytes", "120")
        .containsEntry("created", "2026-01-02T03:04:05Z");
  }

  @Test
  void whatAFailedImageDoesNotHaveIsEmpty() {
    assertThat(rows("images.csv").get(1))
        .containsEntry("status", "failed")
        .containsEntry("size.compressedBytes", "")
        .containsEntry("failure.reason", "invalid-reference");
    assertThat(rows("failures.csv").get(1)).containsEntry("failure.reason", "not-an-image");
  }

  @Test
  void aPartNamesItsImage() {
    assertThat(rows("findings.csv").get(0))
        .containsEntry("image.reference", "registry.example.com/shop/api:1.4")
        .containsEntry("rule", "gcc")
        .containsEntry("layers", "1")
        .containsEntry("neededAtRuntime", "no")
        .containsEntry("paths.roots", "/usr/bin/gcc-12, /usr/lib/gcc");
    assertThat(rows("packages.csv").get(0))
        .containsEntry("purl", "pkg:deb/debian/gcc-12@12.2.0-14")
        .containsEntry("direct", "yes")
        .containsEntry("compressedBytes", "100");
  }

  @Test
  void whatASpreadsheetWouldCalculateStandsBehindAnApostrophe() {
    assertThat(rows("images.csv").get(0)).containsEntry("labels.owner", "'" + FakeOutcomes.FORMULA);
    assertThat(rows("findings.csv").get(0)).containsEntry("version", "'+12.2.0");
    assertThat(rows("findings.csv").get(1)).containsEntry("name", "'" + FakeOutcomes.COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"=1+1, '=1+1", "\" =1+1\", \"' =1+1\"", "-1, '-1", "＝1, '＝1", "a=1, a=1", "'x, 'x"})
  void signsOfAFormulaAreOnlyDangerousAtTheBeginning(String text, String cell) {
    assertThat(CsvText.of(text)).isEqualTo(cell);
  }

  @Test
  void linesEndAsTheStandardSaysAndQuotesAreDoubled() {
    String images =
        new String(Written.file(new CsvReport(), FakeFleet.hostile(), "images.csv"), UTF_8);

    assertThat(images).endsWith("\r\n").contains("\"'=HYPERLINK(\"\"http://evil.example/\"\"");
    assertThat(images.split("\r\n", -1)).hasSize(3 + 2);
    assertThat(images.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void theSameFleetGivesTheSameBytesWhateverTheLocale() {
    Map<String, byte[]> written = Written.files(new CsvReport(), FakeFleet.hostile());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      assertThat(Written.files(new CsvReport(), FakeFleet.hostile()))
          .allSatisfy((name, content) -> assertThat(content).isEqualTo(written.get(name)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anEmptyFleetHasHeaders() {
    assertThat(Written.files(new CsvReport(), FakeFleet.empty()))
        .hasSize(6)
        .allSatisfy(
            (name, content) -> assertThat(new String(content, UTF_8).split("\r\n", -1)).hasSize(2));
  }
}
