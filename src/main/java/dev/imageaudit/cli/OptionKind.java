package dev.imageaudit.cli;

import java.util.List;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** What an option takes, wherever it is said. */
enum OptionKind {
  /** Nothing; in a file {@code true} or {@code false}. */
  FLAG,
  NUMBER,
  TEXT,
  /** One value for each time that it is named; in a file a list, or one value. */
  LIST;

  /** An option of kind {@link #TEXT}. */
  static Option value(String name, String argument, String description) {
    return typed(String.class, name, argument, description);
  }

  /** An option of kind {@link #NUMBER}. */
  static Option number(String name, String argument, String description) {
    return typed(Integer.class, name, argument, description);
  }

  /** An option of kind {@link #LIST}. */
  static Option list(String name, String argument, String description) {
    return typed(List.class, name, argument, description + "; may be repeated");
  }

  private static Option typed(Class<?> type, String name, String argument, String description) {
    return Option.builder()
        .longOpt(name)
        .hasArg()
        .argName(argument)
        .type(type)
        .desc(description)
        .get();
  }

  /** An option of kind {@link #FLAG}, which may have a letter, too. */
  static Option flag(@Nullable String letter, String name, String description) {
    return Option.builder(letter).longOpt(name).desc(description).get();
  }

  /** The kind of {@code option}, which its type says. */
  static OptionKind of(Option option) {
    if (!option.hasArg()) {
      return FLAG;
    }
    if (List.class.equals(option.getType())) {
      return LIST;
    }
    return Integer.class.equals(option.getType()) ? NUMBER : TEXT;
  }
}
