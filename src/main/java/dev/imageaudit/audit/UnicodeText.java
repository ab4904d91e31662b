package dev.imageaudit.audit;

/** Text from images, which may hold what no encoder accepts. */
final class UnicodeText {
  private static final char REPLACEMENT = '\uFFFD';

  private UnicodeText() {}

  /** The same text with each half of a surrogate pair that stands alone replaced by U+FFFD. */
  static String wellFormed(String text) {
    if (text.codePoints().noneMatch(UnicodeText::isLoneSurrogate)) {
      return text;
    }
    return text.codePoints()
        .map(point -> isLoneSurrogate(point) ? REPLACEMENT : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
