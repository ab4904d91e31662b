package dev.imageaudit.cli;

import java.util.List;
import org.apache.commons.cli.Option;

/** What an option takes, wherever it is said. */
enum OptionKind {
  /** Nothing; in a file {@code true} or {@code false}. */
  FLAG,
  NUMBER,
  TEXT,
  /** One value for each time that it is named; in a file a list, or one value. */
  LIST;

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
