package dev.imageaudit.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A page of Markdown that never gets longer than it may be: rows that do not fit are counted. */
final class MarkdownPage {
  /** Left for headings, table heads and the sentences on what does not fit. */
  private static final int RESERVED_BYTES = 2_000;

  private final StringBuilder page = new StringBuilder();
  private final int maxBytes;
  private int bytes;

  /** A page of at most {@code maxBytes} of UTF-8. */
  MarkdownPage(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds what is short and of this program. */
  MarkdownPage add(String text) {
    page.append(text);
    bytes += bytes(text);
    return this;
  }

  /**
   * Adds a section with a table, if it has rows.
   *
   * @param head its columns, and the line below them
   * @param rows as many as are at hand
   * @param count how many there are
   */
  void addTable(String heading, String head, List<String> rows, int count) {
    if (rows.isEmpty()) {
      return;
    }
    add("\n### " + heading + "\n\n" + head);
    int shown = 0;
    for (String row : rows) {
      if (bytes + bytes(row) <= maxBytes - RESERVED_BYTES) {
        add(row);
        shown++;
      }
    }
    if (shown < count) {
      add(String.format(Locale.ROOT, "\n%,d more are in the other reports.\n", count - shown));
    }
  }

  /** A row of {@code cells}, which are Markdown. */
  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  byte[] toBytes() {
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }
}
