package dev.imageaudit.detect;

/** A rule that cannot be understood; the message names its file and entry. */
public final class InvalidKnowledgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String entry;
  private final String problem;

  InvalidKnowledgeException(String file, String entry, String problem) {
    super(file + ": " + entry + ": " + problem);
    this.file = file;
    this.entry = entry;
    this.problem = problem;
  }

  /** The entry's id, and maybe the field after a comma. */
  String entry() {
    return entry;
  }

  /** The same, with the line where the entry is; 0 where that is not known. */
  InvalidKnowledgeException at(int line) {
    return line == 0
        ? this
        : new InvalidKnowledgeException(file + ", line " + line, entry, problem);
  }
}
