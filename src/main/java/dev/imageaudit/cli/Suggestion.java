package dev.imageaudit.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who wrote an unknown word may have meant. */
final class Suggestion {
  private Suggestion() {}

  /** The word of {@code known} that is nearest to {@code written}; empty where none is near. */
  static Optional<String> of(String written, Collection<String> known) {
    String word = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> isNear(word, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String word, String candidate) {
    return (word.length() >= 2 && candidate.startsWith(word))
        || distance(word, candidate) <= Math.max(1, (candidate.length() + 1) / 3);
  }

  /** How many letters have to be inserted, deleted or replaced (Levenshtein). */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
