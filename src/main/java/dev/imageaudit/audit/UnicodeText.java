package dev.imageaudit.audit;

/** Text from images, which may hold what no encoder accepts. */
final class UnicodeText {
  private static final char REPLACEMENT = '\uFFFD';

  private UnicodeText() {}

  /** The same text with each half of a surrogate pair that stands alone replaced by U+FFFD. */
  static String wellFormed(String text) {
    if (!hasSurrogate(text)) {
      return text;
    }
    return text.codePoints()
        .map(point -> isLoneSurrogate(point) ? REPLACEMENT : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A quick look: nearly no text has one. */
  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
