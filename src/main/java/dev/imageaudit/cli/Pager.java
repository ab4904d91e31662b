package dev.imageaudit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/** Prints long texts page by page, where somebody reads them on a terminal. */
final class Pager {
  private static final String DEFAULT = "less";

  /** Ends where all fits on the screen, passes colours on, leaves the text standing. */
  private static final String OPTIONS_OF_LESS = "FRX";

  /** A shell's exit codes where a program is none, and where there is none. */
  private static final int CANNOT_BE_RUN = 126;

  private static final int NOT_FOUND = 127;

  /** Pairs: what we draw with, and what stands for it where there is nothing but ASCII. */
  private static final List<String> DRAWINGS = List.of("├|", "└`", "─-", "│|", "█#", "…~", "→>");

  private final Terminal terminal;

  Pager(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Prints {@code text}, through what {@code PAGER} names if it is longer than the terminal and
   * {@code isPaged}.
   *
   * @throws IOException where it cannot be written
   */
  void print(String text, boolean isPaged) throws IOException {
    Charset charset = charset();
    String drawn = drawable(text, charset);
    String command = terminal.environment().getOrDefault("PAGER", DEFAULT).strip();
    boolean isLong = drawn.lines().count() >= terminal.lines();
    if (isPaged
        && terminal.isInteractive()
        && isLong
        && !command.isEmpty()
        && !command.equals("cat")
        && page(command, drawn.getBytes(charset))) {
      return;
    }
    terminal.out().print(drawn);
    terminal.out().flush();
  }

  /** Whether the pager could be run. */
  private boolean page(String command, byte[] text) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("LESS", OPTIONS_OF_LESS);
    try {
      Process process = builder.start();
      feed(process, text);
      int exit = process.waitFor();
      return exit < CANNOT_BE_RUN || exit > NOT_FOUND;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      return false;
    }
  }

  private static void feed(Process process, byte[] text) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(text);
    } catch (IOException e) {
      // a reader who leaves early has read enough
    }
  }

  /** What the terminal takes, as the platform has told the runtime. */
  private static Charset charset() {
    String name =
        System.getProperty(
            "stdout.encoding",
            System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  /** {@code text}, drawn in ASCII where {@code charset} has nothing else. */
  static String drawable(String text, Charset charset) {
    if (charset.newEncoder().canEncode("├█…→")) {
      return text;
    }
    String drawn = text;
    for (String pair : DRAWINGS) {
      drawn = drawn.replace(pair.charAt(0), pair.charAt(1));
    }
    return drawn;
  }
}
