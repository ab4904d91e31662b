package dev.imageaudit.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Dockerfile as the classic builder takes it apart: directives first, comments dropped also
 * within an instruction, lines joined at a last backslash.
 *
 * @param directives before the first instruction, such as {@code syntax=…}
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go">
 *     BuildKit's parser</a>
 */
record ParsedDockerfile(List<String> directives, List<Instruction> instructions) {
  private static final Pattern DIRECTIVE =
      Pattern.compile("^#\\s*((?:syntax|escape|check)\\s*=.*)$", Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTINUATION = Pattern.compile("\\\\[ \\t]*$");

  /**
   * An instruction.
   *
   * @param arguments joined, with single blanks where lines were joined
   */
  record Instruction(String keyword, String arguments) {
    /** The words of the exec form behind the flags; fails where it is none. */
    List<String> exec() {
      String json = arguments.replaceFirst("^(?:--\\S+\\s+)*(?:CMD\\s+)?", "");
      try {
        return List.of(new ObjectMapper().readValue(json, String[].class));
      } catch (JsonProcessingException e) {
        throw new AssertionError(arguments, e);
      }
    }

    boolean isExec() {
      return arguments.startsWith("[") && arguments.endsWith("]");
    }
  }

  static ParsedDockerfile of(String text) {
    List<String> directives = new ArrayList<>();
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean isTop = true;
    for (String raw : text.split("\r?\n", -1)) {
      isTop &= DIRECTIVE.matcher(raw).matches();
      if (isTop) {
        directives.add(raw.substring(1).strip());
      }
      String line = open.length() == 0 ? raw.stripLeading() : raw;
      if (line.stripLeading().startsWith("#") || line.isBlank()) {
        continue;
      }
      boolean continues = CONTINUATION.matcher(line).find();
      open.append(CONTINUATION.matcher(line).replaceFirst(""));
      if (!continues) {
        String[] words = open.toString().strip().split("\\s+", 2);
        instructions.add(
            new Instruction(
                words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : ""));
        open.setLength(0);
      }
    }
    if (open.length() > 0) {
      throw new AssertionError("the last instruction does not end: " + open);
    }
    return new ParsedDockerfile(directives, instructions);
  }

  List<Instruction> all(String keyword) {
    return instructions.stream().filter(i -> i.keyword().equals(keyword)).toList();
  }
}
