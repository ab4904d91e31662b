package dev.imageaudit.oci;

/** A manifest, index or config that is not what the specification says; the message says where. */
public final class InvalidDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidDocumentException(String message) {
    super(message);
  }

  public InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
