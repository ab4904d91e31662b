package dev.imageaudit.audit;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a fleet list is written in, recognised from its content. */
enum ListFormat {
  JSON,
  YAML,
  CSV,
  /** A name a line. */
  TEXT;

  private static final Pattern YAML_LINE =
      Pattern.compile("(?m)^(?:(?:apiVersion|kind|items|services)\\s*:(?:\\s|$)|---(?:\\s|$))");
  private static final Pattern SEPARATOR = Pattern.compile("[,;\t]");

  static ListFormat of(String text) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return JSON;
    }
    if (YAML_LINE.matcher(text).find()) {
      return YAML;
    }
    return header(text).filter(ListFormat::namesImages).isPresent() ? CSV : TEXT;
  }

  /** The first line that says something. */
  static Optional<String> header(String text) {
    return text.lines().filter(l -> !l.isBlank() && !l.stripLeading().startsWith("#")).findFirst();
  }

  private static boolean namesImages(String header) {
    return Arrays.stream(SEPARATOR.split(header))
        .map(column -> column.replace('"', ' ').strip())
        .anyMatch("image"::equalsIgnoreCase);
  }
}
