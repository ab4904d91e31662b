package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FakeSavings;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.Labels;
import dev.imageaudit.audit.Stage;
import dev.imageaudit.image.FailureReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportTest {
  private static String page(FakeFleet fleet) {
    return Written.text(new MarkdownReport(), fleet);
  }

  @Test
  void theSumsComeFirstAndThenWhatToDo() {
    assertThat(page(FakeFleet.hostile()))
        .startsWith("## Container images\n")
        .contains("| Images | 3, 1 failed, 1 skipped |")
        .contains("| A refactor saves | 120 B (36 %) |")
        .contains(
            "| `registry.example.com/shop/api:1.4` `linux/arm64/v8` | 120 B | 330 B | refactor"
                + " | `GCC C compiler` 100 B |");
  }

  @Test
  void duplicatesAreSummedAndBasesWorthAnotherOneAreListed() {
    assertThat(page(FakeFleet.hostile()))
        .contains("| Shipped more than once | 40 B |")
        .doesNotContain("### Bases");

    List<ImageAudit.Finding> findings = List.of(FakeSavings.finding("gcc", "GCC", 70));
    List<AuditOutcome> outcomes = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      outcomes.add(
          FakeSavings.image(
              name, "linux/amd64", Labels.NONE, findings, FakeSavings.Part.base("base", 100, 0)));
    }
    assertThat(page(new FakeFleet(FakeFleet.RUN, FakeFleet.hostile().totals(), outcomes)))
        .contains("### Bases worth another one")
        .contains("| `debian:12` proved | 2 | 70 B | 140 B |");
  }

  @Test
  void aLargeFleetFitsIntoACommentAndTheRestIsCounted() {
    String page = page(FakeShop.fleet(3_000, 5));

    assertThat(page.getBytes(UTF_8).length).isLessThan(60_000);
    assertThat(page).contains("2,950 more are in the other reports.");
  }

  @Test
  void namesThatAreAsLongAsTheyMayBeFitToo() {
    AuditOutcome failed =
        new AuditOutcome.Failed(
            "é|`".repeat(1_365),
            Optional.empty(),
            Optional.empty(),
            Labels.NONE,
            new AuditOutcome.Failure(
                Stage.LIST, FailureReason.INVALID_REFERENCE, "\u202E".repeat(4_096)));
    List<AuditOutcome> outcomes = Collections.nCopies(30, failed);
    String page =
        page(
            new FakeFleet(
                FakeFleet.RUN,
                new FleetTotals(30, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                outcomes));

    assertThat(page.getBytes(UTF_8).length).isLessThan(60_000);
    assertThat(page).containsPattern("\\d+ more are in the other reports");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "@admin, `@admin`",
        "a|b, `a`&#124;`b`",
        "a`b, `` a`b ``",
        "|, &#124;",
        "<b>, `<b>`",
        "\" a\", \"`  a `\""
      })
  void textsAreCode(String text, String code) {
    assertThat(MarkdownText.code(text)).isEqualTo(code);
  }

  @Property
  void aCellStaysOneCellAndKeepsItsText(@ForAll String text) {
    String table = "| a | b |\n| --- | --- |\n| " + MarkdownText.code(text) + " | end |\n";
    List<String> cells = RenderedMarkdown.cells(table);

    assertThat(cells).hasSize(4).endsWith("end");
    assertThat(cells.get(2).strip()).isEqualTo(VisibleText.of(text).strip());
  }

  @Test
  void anEmptyFleetIsAReportToo() {
    assertThat(page(FakeFleet.empty())).contains("| Images | 0 |");
  }

  @Test
  void aFailureNamesItsReason() {
    assertThat(page(FakeFleet.hostile()))
        .contains("| " + MarkdownText.code(FakeOutcomes.FORMULA) + " | invalid-reference |");
  }
}
