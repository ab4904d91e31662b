package dev.imageaudit.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a package of rpm needs: {@code libc.so.6(GLIBC_2.34)(64bit)}, {@code /bin/sh}, {@code bash},
 * or a rich dependency, {@code (gcc >= 12 or clang)}.
 *
 * @see <a
 *     href="https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html">rpm,
 *     boolean dependencies</a>
 */
final class RpmRelation {
  /** What follows these is no need but the condition of one. */
  private static final Set<String> CONDITIONS = Set.of("if", "unless", "without");

  private static final Set<String> JOINTS = Set.of("and", "or", "with", "else");
  private static final Set<String> COMPARISONS = Set.of("<", "<=", "=", ">=", ">");

  private RpmRelation() {}

  /**
   * The names of what may satisfy it; none where it asks for a feature of rpm itself. Of a rich
   * dependency all that it may come to mean count as alternatives, so that rather too much is
   * needed than too little.
   */
  static List<String> names(String text) {
    if (text.startsWith("rpmlib(")) {
      return List.of();
    }
    return text.startsWith("(") ? richNames(text) : List.of(text);
  }

  private static List<String> richNames(String text) {
    List<String> names = new ArrayList<>();
    boolean isVersion = false;
    for (String word : text.split("\\s+", -1)) {
      if (CONDITIONS.contains(word)) {
        break;
      }
      if (COMPARISONS.contains(word)) {
        isVersion = true;
      } else if (!JOINTS.contains(word)) {
        String name = withoutBrackets(word);
        if (!isVersion && !name.isEmpty()) {
          names.add(name);
        }
        isVersion = false;
      }
    }
    return names;
  }

  /**
   * Without those that group, with those of the name: {@code ((perl(Carp)} is {@code perl(Carp)}.
   */
  private static String withoutBrackets(String word) {
    int start = 0;
    while (start < word.length() && word.charAt(start) == '(') {
      start++;
    }
    int end = start;
    int depth = 0;
    for (; end < word.length(); end++) {
      char c = word.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        break;
      }
    }
    return word.substring(start, end);
  }
}
