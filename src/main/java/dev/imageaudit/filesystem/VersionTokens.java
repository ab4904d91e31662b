package dev.imageaudit.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The texts of a program that may be its version: those that begin as {@code 4.3} does and stand
 * alone between zeros.
 */
final class VersionTokens {
  private static final int MAX_TOKENS = 256;
  private static final int MAX_LENGTH = 40;

  private static final int MAX_MAJOR_LENGTH = 4;

  private final Set<String> tokens = new LinkedHashSet<>();

  void clear() {
    tokens.clear();
  }

  /** Those found so far, in their order. */
  Set<String> all() {
    return Collections.unmodifiableSet(tokens);
  }

  /** Looks for those that end before {@code to}. */
  void search(byte[] bytes, int from, int to) {
    for (int dot = ByteSearch.next(bytes, from, to, '.');
        dot < to && tokens.size() < MAX_TOKENS;
        dot = ByteSearch.next(bytes, dot + 1, to, '.')) {
      int start = dot;
      while (start > from && dot - start <= MAX_MAJOR_LENGTH && isDigit(bytes[start - 1])) {
        start--;
      }
      boolean begins =
          start < dot
              && dot - start <= MAX_MAJOR_LENGTH
              && start > from
              && isBoundary(bytes[start - 1])
              && dot + 1 < to
              && isDigit(bytes[dot + 1]);
      if (begins) {
        addFrom(bytes, start, to);
      }
    }
  }

  private void addFrom(byte[] bytes, int start, int to) {
    int end = start;
    while (end < to && end - start <= MAX_LENGTH && isOfVersion(bytes[end])) {
      end++;
    }
    if (end < to && bytes[end] == 0) {
      tokens.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }
  }

  /** Nim's texts follow an at-sign. */
  private static boolean isBoundary(byte b) {
    return b == 0 || b == '@';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isOfVersion(byte b) {
    return isDigit(b)
        || b == '.'
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '+'
        || b == '~'
        || b == '_';
  }
}
