package dev.imageaudit.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads command lines. */
final class Options {
  private Options() {}

  /** The value of the first of {@code names} that is given: the next word, or behind {@code =}. */
  static Optional<String> value(List<String> arguments, String... names) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      for (String name : names) {
        if (word.equals(name) && i + 1 < arguments.size()) {
          return Optional.of(arguments.get(i + 1));
        }
        if (word.startsWith(name + "=")) {
          return Optional.of(word.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** The words of a command that is written as a shell would read it, quotes removed. */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    for (ShellLexer.Token token : ShellLexer.tokens(command)) {
      if (token instanceof ShellLexer.Word word) {
        words.add(word.word().literal().orElse(""));
      }
    }
    return words;
  }
}
