package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a regular expression the texts of which every match has one: of each of its
 * alternatives the longest run of characters that stand for themselves.
 */
final class LiteralTexts {
  private static final String ESCAPED_SYNTAX = "\\.[]{}()*+-?^$|/\"'%<>=:; #@&!,~`_";

  private final String regex;
  private final List<String> texts = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private int at;

  private LiteralTexts(String regex) {
    this.regex = regex;
  }

  /** The texts, at least {@code length} characters each; empty where an alternative has none. */
  static Optional<List<String>> of(String regex, int length) {
    LiteralTexts reader = new LiteralTexts(regex);
    reader.read();
    return reader.texts.stream().allMatch(text -> text.length() >= length)
        ? Optional.of(List.copyOf(reader.texts))
        : Optional.empty();
  }

  private void read() {
    while (at < regex.length()) {
      char next = regex.charAt(at++);
      switch (next) {
        case '|' -> endAlternative();
        case '(' -> skipGroup();
        case '[' -> skipClass();
        case '\\' -> readEscape();
        case '.', '^', '$' -> endRun();
        case '*', '?', '{' -> {
          // What came before may be absent.
          run.setLength(Math.max(0, run.length() - 1));
          endRun();
          at = next == '{' ? regex.indexOf('}', at) + 1 : at;
        }
        case '+' -> endRun();
        default -> run.append(next);
      }
    }
    endAlternative();
  }

  private void endRun() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  private void endAlternative() {
    endRun();
    texts.add(longest);
    longest = "";
  }

  private void readEscape() {
    char escaped = regex.charAt(at++);
    if (ESCAPED_SYNTAX.indexOf(escaped) >= 0) {
      run.append(escaped);
    } else {
      endRun();
      at += escaped == 'x' ? 2 : 0;
    }
  }

  private void skipGroup() {
    endRun();
    int depth = 1;
    while (depth > 0 && at < regex.length()) {
      char next = regex.charAt(at++);
      if (next == '\\') {
        at++;
      } else if (next == '[') {
        skipClass();
      } else {
        depth += next == '(' ? 1 : next == ')' ? -1 : 0;
      }
    }
  }

  private void skipClass() {
    endRun();
    // A bracket that comes first stands for itself.
    at += regex.startsWith("^]", at) ? 2 : regex.startsWith("]", at) ? 1 : 0;
    while (at < regex.length() && regex.charAt(at) != ']') {
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }
}
