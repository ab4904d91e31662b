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

  /** The shortest, {@code 4.3}: of as many bytes that follow each other one is looked at. */
  private static final int STRIDE = 3;

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
    for (int at = from + STRIDE; at < to && tokens.size() < MAX_TOKENS; at += STRIDE) {
      if (isNumeric(bytes[at])) {
        int start = at;
        while (start > from && at - start < MAX_LENGTH && isNumeric(bytes[start - 1])) {
          start--;
        }
        int end = at + 1;
        while (end < to && end - start <= MAX_LENGTH && isOfVersion(bytes[end])) {
          end++;
        }
        boolean isAlone = start > from && bytes[start - 1] == 0 && end < to && bytes[end] == 0;
        if (isAlone && startsAsVersion(bytes, start, end)) {
          tokens.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        }
        at = end - 1;
      }
    }
  }

  private static boolean startsAsVersion(byte[] bytes, int start, int end) {
    int dot = start;
    while (dot < end && isDigit(bytes[dot])) {
      dot++;
    }
    return dot > start
        && dot - start <= 4
        && dot + 1 < end
        && bytes[dot] == '.'
        && isDigit(bytes[dot + 1]);
  }

  private static boolean isNumeric(byte b) {
    return b >= '.' && b <= '9' && b != '/';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isOfVersion(byte b) {
    return isNumeric(b)
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '+'
        || b == '~'
        || b == '_';
  }
}
