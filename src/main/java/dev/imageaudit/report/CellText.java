package dev.imageaudit.report;

/**
 * Text of unknown origin, made fit for a cell: no control and no direction override survives, and
 * nothing in it is read as an escape or a formula.
 */
final class CellText {
  /** What a spreadsheet accepts in one cell, in UTF-16 units. */
  static final int MAX_LENGTH = 32_767;

  private static final String FORMULA_SIGNS = "=+-@\t\n";

  private CellText() {}

  /**
   * The text as a cell's value: what XML cannot hold and what reverses the direction of reading is
   * written out like {@code \\u001b}, {@code _x0041_} stays as it is written, and the end of a
   * longer text {@code …}.
   */
  static String of(String text) {
    String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    StringBuilder cell = new StringBuilder(shown.length());
    for (int i = 0; i < shown.length(); ) {
      int point = shown.codePointAt(i);
      int next = i + Character.charCount(point);
      if (point == '\r') {
        cell.append(shown.startsWith("\n", next) ? "" : "\n");
      } else if (point == '_' && isEscape(shown, i)) {
        cell.append("_x005F_");
      } else if (point == '\n' || point == '\t') {
        cell.appendCodePoint(point);
      } else {
        VisibleText.append(point, cell);
      }
      i = next;
    }
    return cell.length() > MAX_LENGTH ? cut(cell) : cell.toString();
  }

  /** Whether a user who edits the cell would turn it into a formula. */
  static boolean looksLikeFormula(String text) {
    return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
  }

  private static String cut(StringBuilder cell) {
    int end = MAX_LENGTH - 1;
    if (Character.isHighSurrogate(cell.charAt(end - 1))) {
      end--;
    }
    return cell.substring(0, end) + "…";
  }

  /** Whether a spreadsheet would read four hexadecimal digits as a character. */
  private static boolean isEscape(String text, int start) {
    return text.regionMatches(start, "_x", 0, 2)
        && text.startsWith("_", start + 6)
        && text.substring(start + 2, start + 6).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
