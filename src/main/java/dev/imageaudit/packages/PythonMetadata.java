package dev.imageaudit.packages;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a Python package's metadata.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/core-metadata/">Python, core
 *     metadata specifications</a>
 */
final class PythonMetadata {
  private static final String CLASSIFIER = "classifier";
  private static final String LICENCE_CLASSIFIER = "License :: ";

  private PythonMetadata() {}

  /** By name in lower case; of the classifiers the last that names a licence. */
  static Map<String, String> head(String text) {
    Map<String, String> head = new HashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        String field = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (!field.equals(CLASSIFIER)) {
          head.putIfAbsent(field, value);
        } else if (value.startsWith(LICENCE_CLASSIFIER)) {
          head.put(field, value.substring(value.lastIndexOf(':') + 1).strip());
        }
      }
    }
    return head;
  }

  /** The expression, else what the author wrote, else the classifier. */
  static Optional<String> licence(Map<String, String> head) {
    for (String field : new String[] {"license-expression", "license", CLASSIFIER}) {
      String licence = head.getOrDefault(field, "");
      if (!licence.isEmpty() && !licence.equals("UNKNOWN")) {
        return Optional.of(licence);
      }
    }
    return Optional.empty();
  }
}
