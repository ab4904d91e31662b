package dev.imageaudit.filesystem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of absolute paths: {@code *} is any run of characters within one component, {@code ?}
 * one of them, {@code **} any number of whole components. {@code {a,b}} is either. Matching takes
 * time linear in pattern and path.
 */
public final class PathPattern {
  private final String pattern;
  private final Alternative[] alternatives;

  /**
   * One pattern without braces.
   *
   * @param prefix the literal text that every match begins with: most paths fail here, or by one of
   *     the next two
   * @param namePrefix the literal text that the last component of every match begins with
   * @param literal a component that every match has; empty where there is none
   */
  record Alternative(String prefix, String namePrefix, String literal, List<String> components) {
    private static Alternative of(String text) {
      // "/a/**" matches "/a" itself
      String prefix = literal(text);
      List<String> components = List.of(text.substring(1).split("/", -1));
      return new Alternative(
          prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix,
          literal(components.get(components.size() - 1)),
          components.stream()
              .filter(component -> !hasWildcard(component))
              .max(Comparator.comparingInt(String::length))
              .orElse(""),
          components);
    }

    private static String literal(String text) {
      int wildcard = 0;
      while (wildcard < text.length() && "*?".indexOf(text.charAt(wildcard)) < 0) {
        wildcard++;
      }
      return text.substring(0, wildcard);
    }

    /** Whether {@code path} begins as matching paths do, and so does its last component. */
    private boolean mayMatch(String path) {
      return path.startsWith(prefix)
          && (namePrefix.isEmpty() || path.startsWith(namePrefix, path.lastIndexOf('/') + 1))
          && (prefix.length() > literal.length() || path.contains(literal));
    }

    /** Whether the whole of {@code path} matches. */
    boolean matches(String path) {
      return mayMatch(path) && PathPattern.matches(components, PathPattern.components(path));
    }

    /** How many components stand before the first wildcard. */
    private int literalComponents() {
      int literal = 0;
      while (literal < components.size() && !hasWildcard(components.get(literal))) {
        literal++;
      }
      return literal;
    }

    /** Whether it matches one path alone, {@link #directory}. */
    boolean isLiteral() {
      return literalComponents() == components.size();
    }

    /** Whether what it matches lies directly in {@link #directory}. */
    boolean isShallow() {
      return literalComponents() == components.size() - 1
          && !components.get(components.size() - 1).equals("**");
    }

    /** The directory that every match is or lies in. */
    String directory() {
      return "/" + String.join("/", components.subList(0, literalComponents()));
    }

    /** The literal component that is nearest to the end, else the extension. */
    private Optional<Landmark> landmark() {
      int last = components.size() - 1;
      for (int at = last; at >= 0 && !components.get(at).equals("**"); at--) {
        if (!hasWildcard(components.get(at))) {
          return Optional.of(new Landmark(last - at, components.get(at)));
        }
      }
      String extension = Landmark.extension(components.get(last));
      return extension.isEmpty() || hasWildcard(extension.substring(1))
          ? Optional.empty()
          : Optional.of(new Landmark(0, extension));
    }

    private static boolean hasWildcard(String text) {
      return text.contains("*") || text.contains("?");
    }
  }

  private PathPattern(String pattern) {
    this.pattern = pattern;
    List<Alternative> expanded = new ArrayList<>();
    for (String alternative : expandBraces(pattern)) {
      if (!alternative.startsWith("/")) {
        throw new IllegalArgumentException("a path pattern starts with /: " + pattern);
      }
      expanded.add(Alternative.of(alternative));
    }
    this.alternatives = expanded.toArray(Alternative[]::new);
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
    return mayMatch(path) && matches(path, components(path));
  }

  /** Of which a path that matches matches at least one. */
  List<Alternative> alternatives() {
    return List.of(alternatives);
  }

  /** Whether {@code path} looks as matching paths do. */
  boolean mayMatch(String path) {
    for (Alternative alternative : alternatives) {
      if (alternative.mayMatch(path)) {
        return true;
      }
    }
    return false;
  }

  /** For many patterns on one path, whose components are taken apart once. */
  boolean matches(String path, List<String> components) {
    for (Alternative alternative : alternatives) {
      if (alternative.mayMatch(path) && matches(alternative.components, components)) {
        return true;
      }
    }
    return false;
  }

  static List<String> components(String path) {
    return path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
  }

  /**
   * Components of which every matching path has at least one, each so many components from its end;
   * empty where there is no such set.
   */
  List<Landmark> landmarks() {
    List<Landmark> landmarks = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      Optional<Landmark> landmark = alternative.landmark();
      if (landmark.isEmpty()) {
        return List.of();
      }
      landmark.filter(l -> !landmarks.contains(l)).ifPresent(landmarks::add);
    }
    return landmarks;
  }

  /**
   * A component of a path.
   *
   * @param fromEnd how many components follow it
   * @param text the whole component, or an asterisk and its end from the last dot on
   */
  record Landmark(int fromEnd, String text) {
    /** The last component from its last dot on; empty where there is none. */
    static String extension(String name) {
      int dot = name.lastIndexOf('.');
      return dot < 0 ? "" : "*" + name.substring(dot);
    }
  }

  private static boolean matches(List<String> pattern, List<String> components) {
    int p = 0;
    int c = 0;
    int starAt = -1;
    int resumeAt = 0;
    while (c < components.size()) {
      if (p < pattern.size() && pattern.get(p).equals("**")) {
        starAt = p++;
        resumeAt = c;
      } else if (p < pattern.size() && matchesComponent(pattern.get(p), components.get(c))) {
        p++;
        c++;
      } else if (starAt >= 0) {
        p = starAt + 1;
        c = ++resumeAt;
      } else {
        return false;
      }
    }
    while (p < pattern.size() && pattern.get(p).equals("**")) {
      p++;
    }
    return p == pattern.size();
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
