package dev.imageaudit.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link VisibleText} has written. */
final class VisibleTexts {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private VisibleTexts() {}

  static String read(String visible) {
    return ESCAPE
        .matcher(visible)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
