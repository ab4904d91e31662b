package dev.imageaudit.registry;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token; never printed.
 *
 * @param expiresAt when another one is fetched, a little before the registry refuses this one
 */
record Token(String value, Instant expiresAt) {
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(10);

  /** A token received at {@code now} that lives for {@code life}. */
  static Token of(String value, Instant now, Duration life) {
    Duration quarter = life.dividedBy(4);
    Duration margin = quarter.compareTo(LONGEST_MARGIN) < 0 ? quarter : LONGEST_MARGIN;
    return new Token(value, now.plus(life).minus(margin));
  }

  boolean isFresh(Instant now) {
    return now.isBefore(expiresAt);
  }

  String authorization() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "a token until " + expiresAt;
  }
}
