package dev.imageaudit.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out results
 * @param err progress and complaints
 * @param isInteractive whether somebody watches {@code err} on a terminal
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean isInteractive) {
  private static final int DEFAULT_COLUMNS = 100;

  Terminal {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Terminal(
        System.in,
        System.out,
        System.err,
        environment,
        isTerminal()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb")
            && !environment.containsKey("CI"));
  }

  @SuppressWarnings("SystemConsoleNull") // that it is not null proves nothing is what we ask next
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // from Java 22 on there is a console even where there is no terminal
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Whether text may be coloured. */
  boolean isColourful() {
    return isInteractive && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  int columns() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
  }

  /**
   * {@code text} without what a terminal would obey: names and messages come from registries and
   * images.
   */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(point -> isObeyed(point) ? '?' : point)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean isObeyed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
