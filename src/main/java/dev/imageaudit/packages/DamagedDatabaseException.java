package dev.imageaudit.packages;

/** A file that is no package database of the kind that its name says, or a broken one. */
final class DamagedDatabaseException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedDatabaseException(String message) {
    super(message);
  }

  DamagedDatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
