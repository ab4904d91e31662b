package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.time.Duration;
import java.time.Instant;

/** The time, and how to let it pass. */
interface Waiting {
  /** The machine's clock and its threads. */
  Waiting REAL =
      new Waiting() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /**
   * Sleeps until {@code moment}; not at all where it is past.
   *
   * @throws ImageException where the run is being stopped
   */
  default void until(Instant moment) throws ImageException {
    Duration left = Duration.between(now(), moment);
    if (left.isNegative() || left.isZero()) {
      return;
    }
    try {
      sleep(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException(FailureReason.INTERNAL_ERROR, "the run was interrupted", e);
    }
  }
}
