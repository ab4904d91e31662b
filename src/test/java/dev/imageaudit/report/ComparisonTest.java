package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.imageaudit.audit.FakeOutcomes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Path REPORTS = Path.of("src/test/resources/dev/imageaudit/report");

  @Test
  void aRunDiffersInNothingFromItself() {
    RecordedFleet fleet = fleet(image("shop/api:1", 500, "gcc"), failed("shop/web:1"));

    Comparison comparison = Comparison.of(fleet, fleet);

    assertThat(comparison.counts()).isEqualTo(new Comparison.Counts(0, 0, 0, 0, 0));
    assertThat(comparison.images()).hasSize(2);
  }

  @Test
  void imagesAreNewAndGone() {
    Comparison comparison =
        Comparison.of(fleet(image("shop/api:1", 500)), fleet(image("shop/web:1", 600)));

    assertThat(comparison.counts()).isEqualTo(new Comparison.Counts(1, 1, 0, 0, 0));
    assertThat(comparison.images())
        .filteredOn(ImageChange::isGone)
        .extracting(ImageChange::reference)
        .containsExactly("shop/api:1");
  }

  @Test
  void anImageOfTheSameRepositoryIsTheSameOneUnderANewTag() {
    Comparison comparison =
        Comparison.of(
            fleet(image("shop/api:1", 400), image("shop/api:2", 500)),
            fleet(image("shop/api:1", 400), image("shop/api:3", 550)));

    assertThat(comparison.counts()).isEqualTo(new Comparison.Counts(0, 0, 1, 0, 0));
    ImageChange change = comparison.images().get(0);
    assertThat(change.reference()).isEqualTo("shop/api:3");
    assertThat(change.before()).map(ImageChange.State::reference).contains("shop/api:2");
    assertThat(change.deltaBytes()).isEqualTo(50);
  }

  @Test
  void anImageHasGrownByMoreThanAPercentOrByWhatABuildLeaves() {
    assertThat(change(image("a:1", 1000), image("a:1", 1010)).isGrown()).isFalse();
    assertThat(change(image("a:1", 1000), image("a:1", 1011)).isGrown()).isTrue();
    ImageChange left = change(image("a:1", 1000), image("a:1", 1000, "gcc"));
    assertThat(left.isGrown()).isTrue();
    assertThat(left.added()).extracting(ImageChange.Leftover::title).containsExactly("gcc (10 B)");
  }

  @Test
  void whatABuildLeavesNoMoreIsFixed() {
    ImageChange change = change(image("a:1", 1000, "gcc", "git"), image("a:1", 900, "git"));

    assertThat(change.isFixed()).isTrue();
    assertThat(change.fixed()).extracting(ImageChange.Leftover::rule).containsExactly("gcc");
    assertThat(change.added()).isEmpty();
  }

  @Test
  void anImageThatCanNoLongerBeAuditedIsLostAndNothingOfItIsFixed() {
    ImageChange change = change(image("a:1", 1000, "gcc"), failed("a:1"));

    assertThat(change.isLost()).isTrue();
    assertThat(change.isFixed()).isFalse();
    assertThat(change.deltaBytes()).isZero();
  }

  @Test
  void theJsonIsValidAgainstItsSchema() throws IOException {
    Comparison comparison =
        Comparison.of(
            RecordedFleet.read(RecordedAudit.at(REPORTS.resolve("audit-1.0.0.json"))),
            fleet(image("shop/new:1", 5, "gcc"), failed("shop/web:1")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    comparison.writeJson(out);

    try (InputStream schema =
        Objects.requireNonNull(Comparison.class.getResourceAsStream("compare-1.0.0.schema.json"))) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                  .validate(out.toString(StandardCharsets.UTF_8), InputFormat.JSON))
          .isEmpty();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"added\": 2", "\"gone\": 3");
  }

  @Test
  void thePageShowsHostileNamesAsTheyAreAndStaysBelowItsLength() {
    RecordedImage[] many = new RecordedImage[3000];
    Arrays.setAll(many, i -> image(FakeOutcomes.MARKUP + "x".repeat(400) + i + ":1", i));
    String page =
        new String(ComparisonPage.of(Comparison.of(fleet(), fleet(many))), StandardCharsets.UTF_8);

    assertThat(page).contains("3000 new").contains("more are in the other reports");
    assertThat(page).contains("`<script>alert").doesNotContain(" <script>");
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MarkdownReport.MAX_BYTES);
  }

  private static ImageChange change(RecordedImage before, RecordedImage after) {
    return ImageChange.of(Optional.of(before), Optional.of(after));
  }

  private static RecordedFleet fleet(RecordedImage... images) {
    Map<String, RecordedImage> byKey = new LinkedHashMap<>();
    Map<String, RecordedImage> byRepository = new LinkedHashMap<>();
    for (RecordedImage image : images) {
      byKey.put(image.key(), image);
      image.repository().ifPresent(name -> byRepository.put(name, image));
    }
    return new RecordedFleet(JsonNodeFactory.instance.objectNode(), byKey, byRepository);
  }

  private static RecordedImage image(String reference, long bytes, String... rules) {
    return recorded(
        reference,
        Optional.of("refactor"),
        bytes,
        Arrays.stream(rules).map(ComparisonTest::compiler).toList());
  }

  private static RecordedImage failed(String reference) {
    return recorded(reference, Optional.empty(), 0, List.of());
  }

  private static RecordedImage recorded(
      String reference, Optional<String> verdict, long bytes, List<RecordedFinding> findings) {
    return new RecordedImage(
        reference,
        Optional.empty(),
        Optional.of(reference.replaceFirst(":.*", "")),
        Optional.empty(),
        verdict,
        "",
        bytes,
        bytes,
        0,
        findings);
  }

  private static RecordedFinding compiler(String rule) {
    return new RecordedFinding(
        rule, "compiler", rule, Optional.empty(), 10, false, "/usr/bin/" + rule, Optional.empty());
  }
}
