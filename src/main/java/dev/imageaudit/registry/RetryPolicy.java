package dev.imageaudit.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How often, and how long apart, a request is made again.
 *
 * @param retries after the first attempt
 * @param firstDelay before the first retry; each next one is twice as long
 * @param longestDelay no delay of our own is longer
 * @param patience no attempt to reach a silent host starts later than this after the first one
 * @param longestRetryAfter what a registry may ask us to wait; longer wishes are cut to this
 */
public record RetryPolicy(
    int retries,
    Duration firstDelay,
    Duration longestDelay,
    Duration patience,
    Duration longestRetryAfter) {

  /** Five retries within some fifteen seconds, unless the registry asks for more time. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          5,
          Duration.ofMillis(500),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  public RetryPolicy {
    if (retries < 0) {
      throw new IllegalArgumentException("a negative number of retries: " + retries);
    }
  }

  /** This policy with another number of retries. */
  public RetryPolicy withRetries(int number) {
    return new RetryPolicy(number, firstDelay, longestDelay, patience, longestRetryAfter);
  }

  /** The delay before retry number {@code retry}, counted from 1: half of it is chance. */
  Duration delay(int retry) {
    return delay(retry, ThreadLocalRandom.current()::nextDouble);
  }

  Duration delay(int retry, DoubleSupplier chance) {
    double whole = firstDelay.toMillis() * Math.pow(2, retry - 1);
    double bounded = Math.min(whole, (double) longestDelay.toMillis());
    return Duration.ofMillis(Math.round(bounded * (0.5 + 0.5 * chance.getAsDouble())));
  }

  /**
   * What {@code Retry-After} asks for, seconds or a date, within {@link #longestRetryAfter}; empty
   * where it makes no sense.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section
   *     10.2.3</a>
   */
  Optional<Duration> retryAfter(String header, Instant now) {
    String text = header.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      Instant moment = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(now, moment)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Duration bounded(Duration wish) {
    if (wish.isNegative()) {
      return Duration.ZERO;
    }
    return wish.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : wish;
  }
}
