package dev.imageaudit.estimate;

/** A row of base images that cannot be understood; the message names its file, line and field. */
public final class InvalidBaseDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidBaseDataException(String file, int line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }
}
