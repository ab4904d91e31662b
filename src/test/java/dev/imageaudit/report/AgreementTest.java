package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every report of the same run agrees on the same figures, as far as it has them. */
class AgreementTest {
  private static final FakeFleet FLEET = FakeShop.withFailures(7, 4);

  /** The sums that a format's reader comes to; what the format does not tell is -1. */
  private record Figures(
      long images, long failed, long findings, long compressed, long saved, long findingBytes) {

    /** These, without what {@code told} does not tell. */
    Figures asFarAs(Figures told) {
      return new Figures(
          told.images < 0 ? -1 : images,
          told.failed < 0 ? -1 : failed,
          told.findings < 0 ? -1 : findings,
          told.compressed < 0 ? -1 : compressed,
          told.saved < 0 ? -1 : saved,
          told.findingBytes < 0 ? -1 : findingBytes);
    }
  }

  private static Figures expected() {
    long findings = 0;
    long findingBytes = 0;
    for (var outcome : FLEET.outcomes()) {
      if (outcome instanceof ImageAudit image) {
        findings += image.findings().size();
        findingBytes +=
            image.findings().stream().mapToLong(ImageAudit.Finding::compressedBytes).sum();
      }
    }
    FleetTotals totals = FLEET.totals();
    return new Figures(
        totals.audited(),
        totals.failed(),
        findings,
        totals.imagesCompressedBytes(),
        totals.imagesSavedCompressedBytes(),
        findingBytes);
  }

  @ParameterizedTest
  @EnumSource
  void theSumsOfAFormatAreThoseOfTheRun(ReportFormat format) throws IOException {
    Figures told = told(format, Written.files(EveryReport.of(format), FLEET));

    assertThat(told).isEqualTo(expected().asFarAs(told));
    assertThat(told.images).isEqualTo(7);
  }

  private static Figures told(ReportFormat format, Map<String, byte[]> files) throws IOException {
    List<String> texts = files.values().stream().map(file -> new String(file, UTF_8)).toList();
    return switch (format) {
      case JSON -> ofImages(new ObjectMapper().readTree(texts.get(0)).get("images"));
      case HTML -> ofPage(texts.get(0));
      case JSONL -> ofLines(texts.get(0));
      case XLSX -> ofWorkbook(Workbooks.read(files.values().iterator().next()));
      case CSV -> ofTables(files);
      case SARIF -> ofSarif(new ObjectMapper().readTree(texts.get(0)).at("/runs/0"));
      case CYCLONEDX -> ofBoms(files);
      case JUNIT -> ofJunit(texts.get(0));
      case MARKDOWN -> ofMarkdown(texts.get(0));
      case OPENMETRICS -> ofMetrics(texts.get(0));
    };
  }

  private static Figures ofLines(String lines) throws IOException {
    List<JsonNode> images = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      images.add(new ObjectMapper().readTree(line));
    }
    return ofImages(images);
  }

  /** The details; the overview has to have the same. */
  private static Figures ofPage(String page) throws IOException {
    List<JsonNode> data = new ArrayList<>();
    for (String json : Pages.data(page)) {
      data.add(new ObjectMapper().readTree(json));
    }
    Figures told = ofImages(data.subList(1, data.size()));
    long[] rows = new long[4];
    for (JsonNode row : data.get(0).get("images")) {
      rows[0]++;
      rows[1] += row.get("findings").asLong();
      rows[2] += row.get("compressedBytes").asLong();
      rows[3] += row.get("savedBytes").asLong();
    }
    assertThat(rows).containsExactly(data.size() - 1, told.findings, told.compressed, told.saved);
    return told;
  }

  private static Figures ofImages(Iterable<JsonNode> images) {
    long[] sums = new long[6];
    for (JsonNode image : images) {
      sums[0] += image.get("status").asText().equals("audited") ? 1 : 0;
      sums[1] += image.get("status").asText().equals("failed") ? 1 : 0;
      sums[2] += image.path("findings").size();
      sums[3] += image.at("/size/compressedBytes").asLong();
      for (JsonNode layer : image.path("layers")) {
        sums[4] += layer.get("savedCompressedBytes").asLong();
      }
      for (JsonNode finding : image.path("findings")) {
        sums[5] += finding.get("compressedBytes").asLong();
      }
    }
    return figures(sums);
  }

  private static Figures figures(long... sums) {
    return new Figures(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  private static Figures ofWorkbook(XSSFWorkbook book) {
    return figures(
        Workbooks.column(book, "Images", "Status").stream().filter("audited"::equals).count(),
        Workbooks.column(book, "Failures", "Status").stream().filter("failed"::equals).count(),
        Workbooks.column(book, "Findings", "Name").size(),
        sum(book, "Images", "Compressed"),
        sum(book, "Images", "Saved"),
        sum(book, "Findings", "Compressed"));
  }

  private static long sum(XSSFWorkbook book, String table, String header) {
    XSSFTable found = Objects.requireNonNull(book.getTable(table));
    long sum = 0;
    for (int row = 0; row < found.getEndRowIndex() - found.getStartRowIndex(); row++) {
      XSSFCell cell = Workbooks.cell(book, table, row, header);
      sum += (long) cell.getNumericCellValue();
    }
    return sum;
  }

  private static Figures ofTables(Map<String, byte[]> files) {
    List<Map<String, String>> images = rows(files, "images.csv");
    List<Map<String, String>> findings = rows(files, "findings.csv");
    return figures(
        images.stream().filter(row -> "audited".equals(row.get("status"))).count(),
        rows(files, "failures.csv").stream().filter(r -> "failed".equals(r.get("status"))).count(),
        findings.size(),
        sum(images, "size.compressedBytes"),
        sum(images, "saving.expectedBytes"),
        sum(findings, "compressedBytes"));
  }

  private static List<Map<String, String>> rows(Map<String, byte[]> files, String name) {
    return Written.rows(Objects.requireNonNull(files.get(name)));
  }

  private static long sum(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> row.getOrDefault(column, ""))
        .filter(cell -> !cell.isEmpty())
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static Figures ofSarif(JsonNode run) {
    long findings = 0;
    long bytes = 0;
    List<String> images = new ArrayList<>();
    for (JsonNode result : run.get("results")) {
      if (result.get("ruleId").asText().startsWith("duplicate-")) {
        continue;
      }
      findings++;
      bytes += result.at("/properties/compressedBytes").asLong();
      images.add(result.at("/properties/image").asText());
    }
    long failed = 0;
    for (JsonNode notification : run.at("/invocations/0/toolExecutionNotifications")) {
      failed += notification.get("level").asText().equals("error") ? 1 : 0;
    }
    return figures(images.stream().distinct().count(), failed, findings, -1, -1, bytes);
  }

  private static Figures ofBoms(Map<String, byte[]> files) throws IOException {
    long images = 0;
    long compressed = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals("index.json")) {
        images++;
        for (JsonNode property :
            new ObjectMapper().readTree(file.getValue()).at("/metadata/component/properties")) {
          boolean isSize = property.get("name").asText().equals("image-audit:compressedBytes");
          compressed += isSize ? property.get("value").asLong() : 0;
        }
      }
    }
    return figures(images, -1, -1, compressed, -1, -1);
  }

  private static Figures ofJunit(String xml) {
    long passed = matches(xml, "<testcase ") - matches(xml, "<skipped ") - matches(xml, "<error ");
    return figures(
        passed,
        matches(xml, "<error "),
        matches(xml, "(?m)^(compiler|headers): "),
        sum(xml, "saved: \\d+ of (\\d+) "),
        sum(xml, "saved: (\\d+) of "),
        sum(xml, "(?m)^(?:compiler|headers): .*, (\\d+) compressed bytes"));
  }

  private static Figures ofMarkdown(String page) {
    return figures(
        matches(page, "\\| `registry.example.com/shop/"),
        matches(page, "\\| invalid-reference \\|"),
        -1,
        -1,
        -1,
        -1);
  }

  private static Figures ofMetrics(String text) {
    return figures(
        sum(text, "(?m)^image_audit_images\\{status=\"audited\"} (\\d+)"),
        sum(text, "(?m)^image_audit_images\\{status=\"failed\"} (\\d+)"),
        sum(text, "(?m)^image_audit_image_findings\\{.*} (\\d+)"),
        sum(text, "(?m)^image_audit_image_compressed_bytes\\{.*} (\\d+)"),
        sum(text, "(?m)^image_audit_image_saved_compressed_bytes\\{.*} (\\d+)"),
        sum(text, "(?m)^image_audit_image_finding_compressed_bytes\\{.*} (\\d+)"));
  }

  private static long matches(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  private static long sum(String text, String regex) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .mapToLong(Long::parseLong)
        .sum();
  }
}
