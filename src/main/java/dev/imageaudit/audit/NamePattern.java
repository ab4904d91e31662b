package dev.imageaudit.audit;

import java.util.regex.Pattern;

/** A pattern of names: {@code *} is any run of characters; all else stands for itself. */
public final class NamePattern {
  private final Pattern regex;

  private NamePattern(Pattern regex) {
    this.regex = regex;
  }

  /** Reads a pattern; every text is one. */
  public static NamePattern of(String text) {
    StringBuilder regex = new StringBuilder();
    for (String literal : text.split("\\*+", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** Whether the whole of {@code name} is as it says. */
  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
