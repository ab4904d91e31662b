package dev.imageaudit.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Debian's control data: paragraphs of {@code Field: value} lines, set apart by empty lines. What
 * is malformed is passed over.
 *
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian policy,
 *     control files and their fields</a>
 */
final class ControlFile {
  private ControlFile() {}

  /**
   * The paragraphs of {@code text}, each by field name in lower case; of a field that stands twice
   * the first counts. Continuation lines are left out: no field that matters here folds.
   */
  static List<Map<String, String>> paragraphs(String text) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    Map<String, String> current = new HashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        if (!current.isEmpty()) {
          paragraphs.add(current);
          current = new HashMap<>();
        }
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        String field = line.substring(0, colon).toLowerCase(Locale.ROOT);
        current.putIfAbsent(field, line.substring(colon + 1).strip());
      }
    }
    if (!current.isEmpty()) {
      paragraphs.add(current);
    }
    return paragraphs;
  }

  /** Reads {@code A (>= 1) | B:any, C}: names alone, without versions and architectures. */
  static List<List<String>> relations(String value) {
    List<List<String>> relations = new ArrayList<>();
    for (String relation : value.split(",", -1)) {
      List<String> alternatives = new ArrayList<>();
      for (String alternative : relation.split("\\|", -1)) {
        String name = name(alternative.strip());
        if (!name.isEmpty()) {
          alternatives.add(name);
        }
      }
      if (!alternatives.isEmpty()) {
        relations.add(alternatives);
      }
    }
    return relations;
  }

  private static String name(String relation) {
    int end = 0;
    while (end < relation.length() && " (:[<\t".indexOf(relation.charAt(end)) < 0) {
      end++;
    }
    return relation.substring(0, end);
  }
}
