package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private final RetryPolicy policy = RetryPolicy.DEFAULT;

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "5, 8000", "6, 8000", "60, 8000"})
  void delaysDoubleUpToTheLongestAndHalfOfEachIsChance(int retry, long millis) {
    assertThat(policy.delay(retry, () -> 0)).isEqualTo(Duration.ofMillis(millis / 2));
    assertThat(policy.delay(retry, () -> 1)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 8 ', 8",
    "3600, 60",
    "999999999, 60",
    "'Tue, 24 Nov 2026 12:00:30 GMT', 30",
    "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
    "'Wed, 25 Nov 2026 12:00:00 GMT', 60",
  })
  void retryAfterIsSecondsOrADateWithinBounds(String header, long seconds) {
    assertThat(policy.retryAfter(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1.5", "99999999999999999999"})
  void aRetryAfterThatMakesNoSenseIsNone(String header) {
    assertThat(policy.retryAfter(header, NOW)).isEmpty();
  }

  @Test
  void withoutMisfortuneAllRetriesTakeSomeFifteenSeconds() {
    Duration longest = Duration.ZERO;
    for (int retry = 1; retry <= policy.retries(); retry++) {
      longest = longest.plus(policy.delay(retry, () -> 1));
    }
    assertThat(longest).isLessThan(Duration.ofSeconds(16));
  }
}
