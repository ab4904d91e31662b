package dev.imageaudit.report;

/** Text of unknown origin for a format that people, terminals and line readers see as it is. */
public final class VisibleText {
  private VisibleText() {}

  /**
   * {@code text} with each character that is obeyed instead of shown - controls, line ends, marks
   * of direction, halves of a pair that stand alone - written as JSON does it, such as {@code
   * \u001b}. Nothing is left out.
   */
  public static String of(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(point -> append(point, visible));
    return visible.toString();
  }

  /** Appends one character to {@code visible}, as it is or written out. */
  static void append(int point, StringBuilder visible) {
    if (isShown(point)) {
      visible.appendCodePoint(point);
    } else {
      for (char unit : Character.toChars(point)) {
        visible.append("\\u%04x".formatted((int) unit));
      }
    }
  }

  /** A quick look: whether it is printable ASCII, as nearly every text is. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> (point & 0xFFFE) != 0xFFFE;
    };
  }
}
