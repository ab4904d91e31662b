package dev.imageaudit.detect;

/** A rule that cannot be understood; the message names its file and entry. */
public final class InvalidKnowledgeException extends RuntimeException {
  InvalidKnowledgeException(String file, String entry, String problem) {
    super(file + ": " + entry + ": " + problem);
  }
}
