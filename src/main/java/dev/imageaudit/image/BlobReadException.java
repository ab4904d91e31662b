package dev.imageaudit.image;

import java.io.IOException;

/**
 * A stream that its transport can deliver no further; carries the reason through stream readers.
 */
public final class BlobReadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  public BlobReadException(FailureReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public BlobReadException(FailureReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public FailureReason reason() {
    return reason;
  }
}
