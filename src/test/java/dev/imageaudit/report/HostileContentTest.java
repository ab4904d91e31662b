package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.HostileFleet;
import dev.imageaudit.audit.ImageAudit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an image and a list may be called appears in every format, whole, and nothing obeys it. */
class HostileContentTest {
  private static final Set<ReportFormat> WITHOUT_FAILURES = EnumSet.of(ReportFormat.CYCLONEDX);
  private static final Set<ReportFormat> WITHOUT_PATHS =
      EnumSet.of(ReportFormat.MARKDOWN, ReportFormat.OPENMETRICS, ReportFormat.CYCLONEDX);

  private static final Map<ReportFormat, Map<String, byte[]>> WRITTEN =
      new EnumMap<>(ReportFormat.class);
  private static final List<String> ROOTS = new ArrayList<>();

  @BeforeAll
  static void write() {
    try (FleetAudit fleet = HostileFleet.audit()) {
      for (AuditOutcome outcome : fleet.outcomes()) {
        if (outcome instanceof ImageAudit image) {
          image.findings().forEach(finding -> ROOTS.addAll(finding.paths().roots()));
        }
      }
      for (ReportFormat format : ReportFormat.values()) {
        WRITTEN.put(format, Written.files(EveryReport.of(format), fleet));
      }
    }
  }

  private static Map<String, byte[]> written(ReportFormat format) {
    return WRITTEN.getOrDefault(format, Map.of());
  }

  @Test
  void theImageHasThemAll() {
    assertThat(ROOTS).containsAll(HostileFleet.paths());
    assertThat(HostileFleet.paths()).anyMatch(path -> path.length() == 4_096);
  }

  @ParameterizedTest
  @EnumSource
  void namesAppearWhole(ReportFormat format) {
    List<String> texts = ReportTexts.of(format, written(format));

    if (!WITHOUT_FAILURES.contains(format)) {
      assertShown(texts, HostileFleet.references());
    }
    if (!WITHOUT_PATHS.contains(format)) {
      assertShown(texts, HostileFleet.paths());
    }
    assertShown(texts, List.of("registry.test/hostile:1"));
  }

  private static void assertShown(List<String> texts, List<String> names) {
    for (String name : names) {
      String shown = name.replace("\r\n", "\n");
      assertThat(texts).anyMatch(text -> text.replace("\r\n", "\n").contains(shown));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "XLSX")
  void nothingIsLeftThatATerminalObeys(ReportFormat format) throws CharacterCodingException {
    for (byte[] file : written(format).values()) {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      assertThat(text.codePoints().filter(HostileContentTest::isObeyed).toArray()).isEmpty();
    }
  }

  private static boolean isObeyed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\r';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  @Test
  void noCellOfATableIsCalculated() {
    for (byte[] file : written(ReportFormat.CSV).values()) {
      Written.rows(file)
          .forEach(
              row -> assertThat(row.values()).noneMatch(c -> c.strip().matches("(?s)[=+@|-].*")));
    }
  }

  @Test
  void markdownHasNothingButTablesCodeAndText() {
    String page = new String(written(ReportFormat.MARKDOWN).values().iterator().next(), UTF_8);

    for (Node node : RenderedMarkdown.nodes(page)) {
      boolean isTable = node.getClass().getSimpleName().startsWith("Table");
      boolean isPlain =
          node instanceof Document
              || node instanceof Heading
              || node instanceof Paragraph
              || node instanceof Text
              || node instanceof Code;
      assertThat(isTable || isPlain).as(node.toString()).isTrue();
    }
    assertThat(page.getBytes(UTF_8).length).isLessThan(60_000);
  }

  @Test
  void whoseAnImageIsAppearsWhereOwnersDo() {
    for (ReportFormat format :
        EnumSet.of(
            ReportFormat.JSON,
            ReportFormat.JSONL,
            ReportFormat.XLSX,
            ReportFormat.CSV,
            ReportFormat.CYCLONEDX,
            ReportFormat.OPENMETRICS)) {
      assertShown(ReportTexts.of(format, written(format)), List.of(HostileFleet.owner()));
    }
  }

  @Test
  void aBillOfMaterialsHasThePackageUnderItsName() {
    assertThat(ReportTexts.of(ReportFormat.CYCLONEDX, written(ReportFormat.CYCLONEDX)))
        .contains(HostileFleet.packageName());
    assertThat(written(ReportFormat.CYCLONEDX).keySet()).allMatch(n -> n.matches("[a-z0-9._-]+"));
  }
}
