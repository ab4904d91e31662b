package dev.imageaudit.filesystem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of absolute paths: {@code *} is any run of characters within one component, {@code ?}
 * one of them, {@code **} any number of whole components. {@code {a,b}} is either. Matching takes
 * time linear in pattern and path.
 */
public final class PathPattern {
  private final String pattern;
  private final List<String[]> alternatives;

  private PathPattern(String pattern) {
    this.pattern = pattern;
    this.alternatives = new ArrayList<>();
    for (String alternative : expandBraces(pattern)) {
      if (!alternative.startsWith("/")) {
        throw new IllegalArgumentException("a path pattern starts with /: " + pattern);
      }
      alternatives.add(alternative.substring(1).split("/", -1));
    }
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException where {@code pattern} does not start with {@code /} or its
   *     braces do not pair
   */
  @JsonCreator
  public static PathPattern of(String pattern) {
    return new PathPattern(pattern);
  }

  /** Whether the whole of {@code path} matches. */
  public boolean matches(String path) {
    String[] components = path.equals("/") ? new String[0] : path.substring(1).split("/", -1);
    for (String[] alternative : alternatives) {
      if (matches(alternative, components)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String[] pattern, String[] components) {
    int p = 0;
    int c = 0;
    int starAt = -1;
    int resumeAt = 0;
    while (c < components.length) {
      if (p < pattern.length && pattern[p].equals("**")) {
        starAt = p++;
        resumeAt = c;
      } else if (p < pattern.length && matchesComponent(pattern[p], components[c])) {
        p++;
        c++;
      } else if (starAt >= 0) {
        p = starAt + 1;
        c = ++resumeAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p].equals("**")) {
      p++;
    }
    return p == pattern.length;
  }

  private static boolean matchesComponent(String pattern, String text) {
    int p = 0;
    int t = 0;
    int starAt = -1;
    int resumeAt = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = p++;
        resumeAt = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (starAt >= 0) {
        p = starAt + 1;
        t = ++resumeAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static List<String> expandBraces(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return List.of(text);
    }
    int close = text.indexOf('}', open);
    if (close < 0) {
      throw new IllegalArgumentException("unpaired brace in path pattern: " + text);
    }
    List<String> expanded = new ArrayList<>();
    for (String choice : text.substring(open + 1, close).split(",", -1)) {
      expanded.addAll(expandBraces(text.substring(0, open) + choice + text.substring(close + 1)));
    }
    return expanded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return pattern;
  }
}
