package dev.imageaudit.image;

import java.util.Objects;

/**
 * What stops one image, never the run: a reason from the closed set, and a sentence for people that
 * holds no secret.
 */
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  public ImageException(FailureReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public ImageException(FailureReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public FailureReason reason() {
    return reason;
  }

  /** The sentence for people; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
