package dev.imageaudit.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text of unknown origin in Markdown, in a table too. */
final class MarkdownText {
  private static final Pattern TICKS = Pattern.compile("`+");
  private static final String PIPE = "&#124;";

  private MarkdownText() {}

  /**
   * {@code text} as code, in whole: there is no markup, no HTML, no mention, reference or link in
   * code. A vertical line, which would end a table's cell even there, stands between two pieces of
   * code.
   *
   * @see <a href="https://github.github.com/gfm/#code-spans">GitHub Flavored Markdown, 6.3</a>
   */
  static String code(String text) {
    return Arrays.stream(VisibleText.of(text).split("\\|", -1))
        .map(part -> part.isEmpty() ? "" : span(part))
        .collect(Collectors.joining(PIPE));
  }

  /** An image by its name, and its platform where that is known. */
  static String image(String reference, Optional<String> platform) {
    return code(reference) + platform.map(p -> " " + code(p)).orElse("");
  }

  private static String span(String text) {
    int longest =
        TICKS
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .mapToInt(String::length)
            .max()
            .orElse(0);
    String ticks = "`".repeat(longest + 1);
    boolean isPadded = longest > 0 || text.startsWith(" ") || text.endsWith(" ");
    String pad = isPadded ? " " : "";
    return ticks + pad + text + pad + ticks;
  }
}
