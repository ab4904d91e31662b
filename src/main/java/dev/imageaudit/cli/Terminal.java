package dev.imageaudit.cli;

import dev.imageaudit.report.VisibleText;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.ToIntFunction;

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
  private static final int DEFAULT_LINES = 24;

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

  /** How wide it is: what {@code COLUMNS} says, else the terminal itself. */
  int columns() {
    return size("COLUMNS", Screen::columns, DEFAULT_COLUMNS);
  }

  /** How many lines it shows at a time. */
  int lines() {
    return size("LINES", Screen::lines, DEFAULT_LINES);
  }

  private int size(String variable, ToIntFunction<Screen> asked, int otherwise) {
    String said = environment.getOrDefault(variable, "");
    if (said.matches("[0-9]{2,4}")) {
      return Integer.parseInt(said);
    }
    int size = isInteractive ? asked.applyAsInt(Screen.ofProcess()) : 0;
    return size > 0 ? size : otherwise;
  }

  /**
   * {@code text} with what a terminal would obey written out: names and messages come from
   * registries and images.
   */
  static String printable(String text) {
    return VisibleText.of(text);
  }
}
