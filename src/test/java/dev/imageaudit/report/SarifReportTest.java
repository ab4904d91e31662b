package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.detect.SecretScanner;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SarifReportTest {
  private static final List<RuleSummary> RULES =
      List.of(
          new RuleSummary("gcc", Kind.COMPILER, "native", "GCC"),
          new RuleSummary("unused", Kind.SDK, "native", "Not found"));

  private static JsonNode run(FleetAudit fleet) throws IOException {
    return new ObjectMapper().readTree(Written.text(new SarifReport(RULES), fleet)).at("/runs/0");
  }

  @Test
  void theRulesThatFoundSomethingAreDescribedAndResultsPointToThem() throws IOException {
    JsonNode run = run(FakeFleet.hostile());
    JsonNode rules = run.at("/tool/driver/rules");

    assertThat(rules.findValuesAsText("id"))
        .containsExactly("apt-lists", "duplicate-copy", "duplicate-sent-again", "gcc");
    assertThat(rules.at("/3/shortDescription/text").asText()).isEqualTo("Compiler: GCC");
    assertThat(rules.at("/3/help/markdown").asText()).contains("**What to do:** Build in a stage");
    assertThat(rules.at("/3/helpUri").asText()).startsWith("https://");
    for (JsonNode result : run.get("results")) {
      assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
          .isEqualTo(result.get("ruleId"));
    }
  }

  @Test
  void aResultSaysWhichImageLayerAndPath() throws IOException {
    JsonNode result = run(FakeFleet.hostile()).at("/results/0");

    assertThat(result.at("/level").asText()).isEqualTo("warning");
    assertThat(result.at("/kind").asText()).isEqualTo("fail");
    assertThat(result.at("/message/text").asText())
        .startsWith(
            "GCC C compiler +12.2.0 in registry.example.com/shop/api:1.4, 250 B (100 B to pull),"
                + " at /usr/bin/gcc-12 and 1 more, brought by RUN echo bell\\\\u0007");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("usr/bin/gcc-12");
    assertThat(result.at("/locations/0/logicalLocations").findValuesAsText("fullyQualifiedName"))
        .containsExactly(
            "registry.example.com/shop/api:1.4@" + FakeOutcomes.digest("manifest"),
            FakeOutcomes.digest("blob1").toString(),
            "/usr/bin/gcc-12");
    assertThat(result.at("/locations/1/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("usr/lib/gcc");
  }

  @Test
  void whatRunningNeedsIsNoFault() throws IOException {
    JsonNode result = run(FakeFleet.hostile()).at("/results/1");

    assertThat(result.get("kind").asText()).isEqualTo("informational");
    assertThat(result.get("level").asText()).isEqualTo("none");
  }

  @Test
  void whatIsShippedMoreThanOnceIsAResultOfItsCause() throws IOException {
    JsonNode result = run(FakeFleet.hostile()).at("/results/2");

    assertThat(result.get("ruleId").asText()).isEqualTo("duplicate-sent-again");
    assertThat(result.get("level").asText()).isEqualTo("note");
    assertThat(result.at("/message/text").asText())
        .startsWith("The same content sent again in registry.example.com/shop/api:1.4, 80 B (");
    assertThat(result.at("/properties/kind").asText()).isEqualTo("duplicate");
    assertThat(result.at("/properties/bytes").asLong()).isEqualTo(80);
    assertThat(run(FakeFleet.hostile()).get("results")).hasSize(4);
  }

  @Test
  void aResultSaysWhetherTheBaseBroughtItAndHowThatIsKnown() throws IOException {
    ImageAudit image = FakeOutcomes.audited();
    ImageAudit.Finding finding = image.findings().get(1);
    assertThat(finding.base()).isPresent();
    JsonNode properties = run(FakeFleet.hostile()).at("/results/1/properties");

    assertThat(properties.get("base").asText()).isEqualTo(finding.base().orElseThrow());
    assertThat(properties.get("cameWithBase").asBoolean()).isEqualTo(finding.cameWithBase());
    JsonNode shop = run(FakeShop.fleet(1, 1)).at("/results/0/properties");
    assertThat(shop.get("cameWithBase").asBoolean()).isFalse();
    assertThat(shop.has("base")).isFalse();
  }

  @Test
  void imagesThatFailedAreNotifications() throws IOException {
    JsonNode invocation = run(FakeFleet.hostile()).at("/invocations/0");
    JsonNode notifications = invocation.get("toolExecutionNotifications");

    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    assertThat(notifications.findValuesAsText("level")).containsExactly("error", "note");
    assertThat(notifications.at("/0/descriptor/id").asText()).isEqualTo("invalid-reference");
    assertThat(notifications.at("/0/locations/0/logicalLocations/0/name").asText())
        .isEqualTo(FakeOutcomes.FORMULA);
  }

  @Test
  void fingerprintsAreStableOverRunsAndTellResultsApart() throws IOException {
    FakeFleet fleet = FakeShop.fleet(3, 4);
    FakeFleet later =
        new FakeFleet(
            new FleetAudit.Run(Instant.parse("2027-01-01T00:00:00Z"), Instant.MAX),
            fleet.totals(),
            FakeShop.fleet(3, 4).outcomes());
    List<String> prints = run(fleet).get("results").findValuesAsText("imageAuditFinding/v1");

    assertThat(prints).hasSize(12).doesNotHaveDuplicates();
    assertThat(run(later).get("results").findValuesAsText("imageAuditFinding/v1"))
        .isEqualTo(prints);
  }

  @ParameterizedTest
  @CsvSource({
    "see [this](http:x), see \\[this\\](http:x)",
    "a{0}b, a{{0}}b",
    "back\\slash, back\\\\slash"
  })
  void messagesHaveNoLinksAndNoPlaceholders(String text, String message) {
    assertThat(SarifText.message(text)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/gcc, usr/bin/gcc",
    "/a b/é:#?%, a%20b/%C3%A9%3A%23%3F%25",
    "/, .",
    "'', .",
  })
  void pathsAreUrisRelativeToTheImagesRoot(String path, String uri) {
    assertThat(SarifText.uri(path)).isEqualTo(uri);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsExplained(Kind kind) {
    KindGuide guide = KindGuide.of(kind);

    assertThat(guide.level()).isIn(Set.of("error", "warning", "note"));
    assertThat(guide.about()).endsWith(".");
    assertThat(guide.advice()).endsWith(".");
    assertThat(guide.uri().getScheme()).isEqualTo("https");
  }

  @Test
  void theRulesOfTheProgramHaveDifferentNames() {
    Set<String> ids = new HashSet<>();
    KnowledgeBase.load().summaries().forEach(rule -> ids.add(rule.id()));
    assertThat(SecretScanner.load().summaries())
        .isNotEmpty()
        .noneMatch(rule -> ids.contains(rule.id()));
  }
}
