package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.HostileFleet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/** What is written for other tools is as the schema that was published for them says. */
class PublishedSchemaTest {
  private enum Fleet {
    EMPTY,
    HOSTILE_TEXTS,
    HOSTILE_IMAGE,
    SHOP;

    private FleetAudit audit() {
      return switch (this) {
        case EMPTY -> FakeFleet.empty();
        case HOSTILE_TEXTS -> FakeFleet.hostile();
        case HOSTILE_IMAGE -> HostileFleet.audit();
        case SHOP -> FakeShop.withFailures(12, 5);
      };
    }

    private List<String> written(ReportFormat format) {
      try (FleetAudit audit = audit()) {
        return Written.files(EveryReport.of(format), audit).entrySet().stream()
            .filter(file -> !file.getKey().equals("index.json"))
            .map(file -> new String(file.getValue(), UTF_8))
            .toList();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sarif(Fleet fleet) {
    assertThat(fleet.written(ReportFormat.SARIF))
        .hasSize(1)
        .allSatisfy(log -> assertThat(PublishedSchemas.ofSarif(log)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void cycloneDx(Fleet fleet) {
    List<String> boms = fleet.written(ReportFormat.CYCLONEDX);

    assertThat(boms).allSatisfy(bom -> assertThat(PublishedSchemas.ofCycloneDx(bom)).isEmpty());
    assertThat(boms.isEmpty()).isEqualTo(fleet == Fleet.EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  void junit(Fleet fleet) {
    assertThat(fleet.written(ReportFormat.JUNIT))
        .hasSize(1)
        .allSatisfy(
            xml ->
                assertThatCode(() -> PublishedSchemas.checkJunit(xml)).doesNotThrowAnyException());
  }

  @ParameterizedTest
  @CsvSource({"\"level\":\"warning\", \"level\":\"bad\"", "\"results\", \"resulted\""})
  void whatSarifDoesNotKnowIsNot(String before, String after) {
    String log = Fleet.SHOP.written(ReportFormat.SARIF).get(0);

    assertThat(log).contains(before);
    assertThat(PublishedSchemas.ofSarif(log.replace(before, after))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"\"type\":\"library\", \"type\":\"book\"", "\"components\", \"parts\""})
  void whatCycloneDxDoesNotKnowIsNot(String before, String after) {
    String bom = Fleet.HOSTILE_TEXTS.written(ReportFormat.CYCLONEDX).get(0);

    assertThat(bom).contains(before);
    assertThat(PublishedSchemas.ofCycloneDx(bom.replace(before, after))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"<failure, <flaw", "classname, class"})
  void whatJenkinsDoesNotKnowIsNot(String before, String after) {
    String xml = Fleet.SHOP.written(ReportFormat.JUNIT).get(0);

    assertThatThrownBy(
            () ->
                PublishedSchemas.checkJunit(
                    xml.replace(before, after).replace("</failure", "</flaw")))
        .isInstanceOf(SAXException.class);
  }
}
