package dev.imageaudit.registry;

import dev.imageaudit.image.ImageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Through which all requests to one host pass. When the host finds them too many, the gate closes
 * for all of them and then lets them through one by one, faster with each that succeeds.
 */
final class HostGate {
  private static final Duration FIRST_SPACING = Duration.ofMillis(100);
  private static final Duration WIDEST_SPACING = Duration.ofSeconds(5);
  private static final Duration NARROWEST_SPACING = Duration.ofMillis(10);

  /** How long a host that could not be reached is not asked again. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private Instant opensAt = Instant.MIN;
  private Duration spacing = Duration.ZERO;
  private Instant unreachableUntil = Instant.MIN;
  private Optional<ImageException> unreachable = Optional.empty();
  private boolean exhausted;

  /**
   * Lets a request pass, or says when to come again.
   *
   * @return {@code now} where the request may be made
   * @throws ImageException where the host was found unreachable just now
   */
  synchronized Instant admit(Instant now) throws ImageException {
    if (unreachable.isPresent() && now.isBefore(unreachableUntil)) {
      ImageException known = unreachable.get();
      throw new ImageException(known.reason(), known.getMessage(), known);
    }
    if (opensAt.isAfter(now)) {
      return opensAt;
    }
    opensAt = now.plus(spacing);
    return now;
  }

  /** Closes for {@code wait}, and widens the space between requests. */
  synchronized void slowDown(Instant now, Duration wait) {
    Instant until = now.plus(exhausted ? shorter(wait, WIDEST_SPACING) : wait);
    if (until.isAfter(opensAt)) {
      opensAt = until;
    }
    spacing = spacing.isZero() ? FIRST_SPACING : shorter(spacing.multipliedBy(2), WIDEST_SPACING);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The host has answered, whatever it said. */
  synchronized void answered() {
    unreachable = Optional.empty();
    exhausted = false;
    spacing = spacing.multipliedBy(3).dividedBy(4);
    if (spacing.compareTo(NARROWEST_SPACING) < 0) {
      spacing = Duration.ZERO;
    }
  }

  /** A request was made often enough without any reaching the host. */
  synchronized void foundUnreachable(Instant now, ImageException failure) {
    unreachable = Optional.of(failure);
    unreachableUntil = now.plus(SILENCE);
  }

  /** A request was refused often enough: until one succeeds, none is made twice. */
  synchronized void foundExhausted() {
    exhausted = true;
  }

  /** Whether a request that fails is worth another attempt. */
  synchronized boolean allowsRetries() {
    return !exhausted && unreachable.isEmpty();
  }
}
