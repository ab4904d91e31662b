package dev.imageaudit.audit;

import java.util.List;

/** Finds the line of a document that a message is about. */
final class ListLines {
  private final List<String> lines;

  ListLines(String text) {
    this.lines = text.lines().toList();
  }

  /** The first line that has {@code value}, from 1; 0 where there is none. */
  int of(String value) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(value)) {
        return i + 1;
      }
    }
    return 0;
  }
}
