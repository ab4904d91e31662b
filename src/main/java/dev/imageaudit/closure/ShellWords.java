package dev.imageaudit.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes command lines and scripts apart into words; tolerant, for it only looks for names. */
final class ShellWords {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./+@%:,=-]+");
  private static final int MAX_WORDS = 10_000;

  private ShellWords() {}

  /** The words themselves, and where one is a command line the words in it. */
  static List<String> expand(List<String> words) {
    List<String> expanded = new ArrayList<>();
    for (String word : words) {
      expanded.add(word);
      if (word.indexOf(' ') >= 0) {
        expanded.addAll(of(word));
      }
    }
    return expanded;
  }

  /** The words of a script, its comments left out. */
  static List<String> of(String script) {
    List<String> words = new ArrayList<>();
    for (String line : script.split("\n", -1)) {
      String code = line.stripLeading();
      if (code.startsWith("#")) {
        continue;
      }
      Matcher matcher = WORD.matcher(code);
      while (matcher.find() && words.size() < MAX_WORDS) {
        words.add(matcher.group());
      }
    }
    return words;
  }
}
