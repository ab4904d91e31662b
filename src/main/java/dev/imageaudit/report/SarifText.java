package dev.imageaudit.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text of unknown origin in the messages and locations of a SARIF log. */
final class SarifText {
  private SarifText() {}

  /**
   * {@code text} as a plain message: nothing in it is a link (section 3.11.6) or a placeholder
   * (section 3.11.5), or is obeyed where the message is shown.
   */
  static String message(String text) {
    return VisibleText.of(text)
        .replace("\\", "\\\\")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("{", "{{")
        .replace("}", "}}");
  }

  /** The path {@code path} of an image as a URI relative to the image's root. */
  static String uri(String path) {
    String encoded =
        Arrays.stream(path.split("/"))
            .filter(part -> !part.isEmpty())
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return encoded.isEmpty() ? "." : encoded;
  }
}
