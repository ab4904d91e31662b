package dev.imageaudit.detect;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the facts of a sign have read so far, by name: {@code ${module}} in a later fact stands for
 * it.
 */
record Bindings(Map<String, String> values) {
  static final Bindings NONE = new Bindings(Map.of());
  static final String VERSION = "version";

  /** The path of the file that a sign's first fact is about, relative to the root directory. */
  static final String FILE = "file";

  /** The path of the file that a sign's last fact is about. */
  static final String TWIN = "twin";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)}");
  private static final int MAX_TEXT = 128;

  Bindings {
    values = Map.copyOf(values);
  }

  static boolean hasVariable(String template) {
    return VARIABLE.matcher(template).find();
  }

  /** {@code template} with a letter for each variable: as good for checking its syntax. */
  static String withoutVariables(String template) {
    return VARIABLE.matcher(template).replaceAll("x");
  }

  /** These and {@code name}; what cannot be a name or version says nothing. */
  Bindings with(String name, String value) {
    if (value.isBlank()
        || value.length() > MAX_TEXT
        || value.chars().anyMatch(Character::isISOControl)) {
      return this;
    }
    Map<String, String> more = new TreeMap<>(values);
    more.putIfAbsent(name, value.strip());
    return new Bindings(more);
  }

  Bindings with(Bindings others) {
    Map<String, String> more = new TreeMap<>(others.values);
    more.putAll(values);
    return new Bindings(more);
  }

  /** {@code template} with its variables' values; empty where one of them has none. */
  Optional<String> fill(String template) {
    return fill(template, false);
  }

  /** The same for a regular expression: values stand for themselves. */
  Optional<String> fillRegex(String template) {
    return fill(template, true);
  }

  private Optional<String> fill(String template, boolean quoted) {
    Matcher variables = VARIABLE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (variables.find()) {
      String value = values.get(variables.group(1));
      if (value == null) {
        return Optional.empty();
      }
      String text = quoted ? Pattern.quote(value) : value;
      variables.appendReplacement(filled, Matcher.quoteReplacement(text));
    }
    return Optional.of(variables.appendTail(filled).toString());
  }
}
