package dev.imageaudit.registry;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.time.Duration;

/**
 * Whether a download comes fast enough to end some day: a server that sends a byte now and then
 * breaks no time-out of silence. Only the time spent waiting for the server counts.
 */
final class Pace {
  static final Duration WINDOW = Duration.ofSeconds(60);
  static final long MIN_BYTES = 64 << 10;

  private long waitedNanos;
  private long receivedBytes;

  /**
   * Notes that {@code bytes} came after {@code nanos} of waiting.
   *
   * @throws BlobReadException with {@link FailureReason#TIMEOUT} where fewer than {@link
   *     #MIN_BYTES} came in {@link #WINDOW}
   */
  void note(long nanos, int bytes, String server) throws BlobReadException {
    waitedNanos += nanos;
    receivedBytes += Math.max(0, bytes);
    if (waitedNanos < WINDOW.toNanos()) {
      return;
    }
    if (receivedBytes < MIN_BYTES) {
      throw new BlobReadException(
          FailureReason.TIMEOUT,
          "%s sent %d bytes of a blob in %d seconds: too slow"
              .formatted(server, receivedBytes, Duration.ofNanos(waitedNanos).toSeconds()));
    }
    waitedNanos = 0;
    receivedBytes = 0;
  }
}
