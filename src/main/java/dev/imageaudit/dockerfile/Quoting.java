package dev.imageaudit.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes texts of an image so that they stay in their place in a Dockerfile, whichever builder
 * reads it.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
final class Quoting {
  /** Words that mean themselves everywhere. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./+@:,%-][A-Za-z0-9_./+@:,=~%-]*");

  /** What {@code COPY} takes for a pattern, a variable or an escape. */
  private static final Pattern COPY_SYNTAX = Pattern.compile("[*?\\[\\]$\\\\\"'<]");

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Quoting() {}

  /** Whether {@code text} may stand as it is wherever a word may stand. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && !text.startsWith("--");
  }

  /** Whether every character of {@code text} shows as itself on a terminal, in one line. */
  static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Quoting::isPrintable);
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  /** Whether {@code COPY} can name the file {@code path}. */
  static boolean isCopyable(String path) {
    return isPrintable(path) && !COPY_SYNTAX.matcher(path).find() && !path.startsWith("--");
  }

  /** In double quotes, for {@code ENV}, {@code ARG} and {@code LABEL}; one line of text only. */
  static String quoted(String value) {
    if (isPlain(value)) {
      return value;
    }
    return '"' + value.replaceAll("[\\\\\"$]", "\\\\$0") + '"';
  }

  /** The exec form. */
  static String json(List<String> words) {
    return words.stream().map(Quoting::json).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String json(String word) {
    try {
      return JSON.writeValueAsString(word).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For comments: one line, in which nothing moves a cursor. */
  static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (isPrintable(character)) {
                line.appendCodePoint(character);
              } else {
                line.append(Character.isWhitespace(character) ? ' ' : '?');
              }
            });
    return line.toString();
  }
}
