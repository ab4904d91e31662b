package dev.imageaudit.registry;

import dev.imageaudit.image.ImageException;
import java.time.Duration;
import java.util.Optional;

/** A failure that may pass when the request is made again. */
final class TransientFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What has to be spared. */
  enum Kind {
    /** The host is not reached at all. */
    UNREACHABLE,
    /** The host wants fewer requests (429). */
    TOO_MANY_REQUESTS,
    /** Anything else. */
    OTHER
  }

  private final Kind kind;
  private final transient ImageException failure;
  private final transient Optional<Duration> retryAfter;

  /**
   * A failure.
   *
   * @param failure what it is if it does not pass
   * @param retryAfter how long the server asks to wait
   */
  TransientFailure(Kind kind, ImageException failure, Optional<Duration> retryAfter) {
    super(failure);
    this.kind = kind;
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  ImageException failure() {
    return failure;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
