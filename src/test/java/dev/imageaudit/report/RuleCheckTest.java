package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleCheckTest {
  @Test
  void secretsBreakAboveTheirNumber() {
    assertThat(check(0, image(), Optional.empty()).fresh()).isEmpty();
    assertThat(check(1, image("a.pem"), Optional.empty()).fresh()).isEmpty();
    assertThat(check(0, image("a.pem"), Optional.empty()).fresh())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.message()).isEqualTo("1 secret: key at a.pem");
              assertThat(breach.fix()).startsWith("Revoke it").contains("--mount=type=secret");
            });
  }

  @Test
  void onlyTheNewSecretIsNamedAgainstABaseline() {
    RuleCheck check = check(0, image("a.pem", "b.pem"), Optional.of(image("a.pem")));

    assertThat(check.fresh())
        .singleElement()
        .satisfies(b -> assertThat(b.message()).isEqualTo("1 secret: key at b.pem"));
    assertThat(check(0, image("a.pem"), Optional.of(image("a.pem"))).known()).isEqualTo(1);
  }

  @Test
  void anImageThatWasTooLargeAlreadyMayVaryByAPercent() {
    assertThat(sized(2020, 2000, 1000).fresh()).isEmpty();
    assertThat(sized(2021, 2000, 1000).fresh()).hasSize(1);
    assertThat(sized(1001, 1000, 1000).fresh()).hasSize(1);
  }

  private static RuleCheck check(int max, RecordedImage image, Optional<RecordedImage> before) {
    return new RuleCheck(rule(Map.of(), OptionalInt.of(max)), image, before);
  }

  private static RuleCheck sized(long now, long before, long max) {
    return new RuleCheck(
        rule(Map.of(Limit.SIZE, max), OptionalInt.empty()), image(now), Optional.of(image(before)));
  }

  private static Policy.Rule rule(Map<Limit, Long> maxima, OptionalInt maxSecrets) {
    return new Policy.Rule(
        "r", new ImageScope(List.of(), List.of()), maxima, maxSecrets, Set.of(), Set.of());
  }

  private static RecordedImage image(String... secrets) {
    return image(1, Arrays.stream(secrets).map(RuleCheckTest::secret).toList());
  }

  private static RecordedImage image(long bytes) {
    return image(bytes, List.of());
  }

  private static RecordedImage image(long bytes, List<RecordedFinding> findings) {
    return new RecordedImage(
        "shop/api",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("no-gain"),
        "",
        bytes,
        bytes,
        0,
        findings);
  }

  private static RecordedFinding secret(String place) {
    return new RecordedFinding(
        "private-key", "secret", "key", Optional.empty(), 0, false, place, Optional.empty());
  }
}
