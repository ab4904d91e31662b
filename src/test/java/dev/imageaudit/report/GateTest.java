package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.report.GateResult.Breach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet has one audited image: 330 bytes to pull, a compiler of 100, a needed cache. */
class GateTest {
  private static final ImageScope ALL = new ImageScope(List.of(), List.of());
  private static final LocalDate DAY_OF_THE_RUN = LocalDate.parse("2026-11-24");

  @TempDir private Path directory;

  @Test
  void aLimitHoldsUpToItselfAndBreaksAboveIt() {
    assertThat(judged(limit(Limit.SIZE, 330)).passed()).isTrue();

    GateResult broken = judged(limit(Limit.SIZE, 329));

    assertThat(broken.passed()).isFalse();
    assertThat(broken.breaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.reference()).isEqualTo("registry.example.com/shop/api:1.4");
              assertThat(breach.limit()).isEqualTo("maxSize");
              assertThat(breach.message()).isEqualTo("330 B to pull, 329 B allowed");
              assertThat(breach.fix()).contains("GCC goes").contains("saves 120 B");
            });
    assertThat(judged(limit(Limit.UNPACKED, 899)).passed()).isFalse();
    assertThat(judged(limit(Limit.RESIDUE, 99)).passed()).isFalse();
    assertThat(judged(limit(Limit.RESIDUE, 100)).passed()).isTrue();
  }

  @Test
  void aForbiddenKindBreaksUnlessItIsNeeded() {
    assertThat(judged(kinds("package-cache")).passed()).isTrue();
    assertThat(judged(kinds("compiler")).breaches())
        .extracting(Breach::message)
        .containsExactly("compiler: GCC C compiler +12.2.0 at /usr/bin/gcc-12");
  }

  @Test
  void aForbiddenVerdictBreaks() {
    assertThat(judged(rule(ALL, Map.of(), Set.of(), Set.of("clean-up"))).passed()).isTrue();
    assertThat(judged(rule(ALL, Map.of(), Set.of(), Set.of("refactor"))).breaches())
        .extracting(Breach::message)
        .containsExactly("the verdict is refactor");
  }

  @Test
  void aRuleIsAboutItsImagesAndGroups() {
    for (ImageScope none :
        List.of(
            new ImageScope(List.of("*/shop/ap"), List.of()),
            new ImageScope(List.of(), List.of("billing")),
            new ImageScope(List.of("*/shop/*"), List.of("billing")))) {
      assertThat(judged(rule(none, Map.of(Limit.SIZE, 1L), Set.of(), Set.of())).passed()).isTrue();
    }
    ImageScope its = new ImageScope(List.of("x", "*/shop/*:1.4"), List.of("billing", "shop"));
    assertThat(judged(rule(its, Map.of(Limit.SIZE, 1L), Set.of(), Set.of())).passed()).isFalse();
  }

  @Test
  void imagesWithoutAResultAreCountedAndBreakNothing() {
    GateResult result = judged(limit(Limit.SIZE, 1000));

    assertThat(result.judged()).isEqualTo(1);
    assertThat(result.unjudged()).isEqualTo(2);
  }

  @Test
  void anExceptionHoldsToTheEndOfItsLastDay() {
    GateResult onTheDay = judged(waiver(DAY_OF_THE_RUN, List.of()), limit(Limit.SIZE, 1));
    assertThat(onTheDay.passed()).isTrue();
    assertThat(onTheDay.waived()).isEqualTo(1);

    GateResult after = judged(waiver(DAY_OF_THE_RUN.minusDays(1), List.of()), limit(Limit.SIZE, 1));
    assertThat(after.passed()).isFalse();
    assertThat(after.expired()).hasSize(1);
    assertThat(after.breaches().get(0).expired())
        .map(GateResult.Expired::sentence)
        .contains("the exception of ann (moving) expired after 2026-11-23");
  }

  @Test
  void anExceptionToAnotherRuleAllowsNothing() {
    assertThat(judged(waiver(DAY_OF_THE_RUN, List.of("other")), limit(Limit.SIZE, 1)).passed())
        .isFalse();
  }

  @Test
  void whatTheBaselineHasDoesNotCount() throws IOException {
    GateResult result = against(written(), limit(Limit.SIZE, 1), kinds("compiler"));

    assertThat(result.passed()).isTrue();
    assertThat(result.known()).isEqualTo(2);
  }

  @Test
  void whatIsNewAgainstTheBaselineCounts() throws IOException {
    String before =
        written()
            .replace("\"rule\": \"gcc\"", "\"rule\": \"clang\"")
            .replace("\"compressedBytes\": 330", "\"compressedBytes\": 300")
            .replace("\"code\": \"refactor\"", "\"code\": \"no-gain\"");

    assertThat(
            against(
                    before,
                    limit(Limit.SIZE, 1),
                    kinds("compiler"),
                    rule(ALL, Map.of(), Set.of(), Set.of("refactor")))
                .breaches())
        .extracting(Breach::limit)
        .containsExactly("maxSize", "forbidKinds", "forbidVerdicts");
  }

  @Test
  void theBaselinesImageMayHaveAnotherTag() throws IOException {
    String before = written().replace("shop/api:1.4\"", "shop/api:1.3\"");

    assertThat(against(before, limit(Limit.SIZE, 1)).known()).isEqualTo(1);
  }

  @Test
  void theReportsShowBreaches() throws IOException {
    Optional<GateResult> broken =
        Optional.of(judged(waiver(DAY_OF_THE_RUN.minusDays(1), List.of()), limit(Limit.SIZE, 329)));

    String json = text(new JsonReport(broken));
    assertThat(json).contains("\"limit\": \"maxSize\"").contains("\"passed\": false");
    assertThat(JsonSchemaTest.errors(json)).isEmpty();
    assertThat(text(new MarkdownReport(broken)))
        .contains("**The policy is broken.**", "330 B to pull, 329 B allowed", "exception of ann");
    assertThat(text(new JunitReport(broken)))
        .contains("failures=\"1\"", "message=\"330 B to pull, 329 B allowed\"");
  }

  @Test
  void aBuildServersTestsPassWhereThePolicyHolds() throws IOException {
    assertThat(text(new JunitReport(Optional.of(judged(limit(Limit.SIZE, 330))))))
        .contains("failures=\"0\"")
        .doesNotContain("<failure");
  }

  private static GateResult judged(Policy.Rule... rules) {
    return new Gate(new Policy(List.of(rules), List.of()), Optional.empty())
        .judge(FakeFleet.hostile());
  }

  private static GateResult judged(Policy.Waiver waiver, Policy.Rule... rules) {
    return new Gate(new Policy(List.of(rules), List.of(waiver)), Optional.empty())
        .judge(FakeFleet.hostile());
  }

  private GateResult against(String before, Policy.Rule... rules) throws IOException {
    Path file = directory.resolve("before.json");
    Files.writeString(file, before);
    RecordedFleet baseline = RecordedFleet.read(RecordedAudit.at(file));
    return new Gate(new Policy(List.of(rules), List.of()), Optional.of(baseline))
        .judge(FakeFleet.hostile());
  }

  private static String written() {
    return JsonReportTest.written(FakeFleet.hostile());
  }

  private static String text(ReportWriter report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(FakeFleet.hostile(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Policy.Rule limit(Limit limit, long max) {
    return rule(ALL, Map.of(limit, max), Set.of(), Set.of());
  }

  private static Policy.Rule kinds(String... kinds) {
    return rule(ALL, Map.of(), Set.of(kinds), Set.of());
  }

  private static Policy.Rule rule(
      ImageScope scope, Map<Limit, Long> maxima, Set<String> kinds, Set<String> verdicts) {
    return new Policy.Rule("lean", scope, maxima, OptionalInt.empty(), kinds, verdicts);
  }

  private static Policy.Waiver waiver(LocalDate expires, List<String> rules) {
    return new Policy.Waiver(
        new ImageScope(List.of("*/shop/*"), List.of()), rules, "ann", "moving", expires);
  }
}
