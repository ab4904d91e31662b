package dev.imageaudit.cli;

import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The size of the terminal that the process runs in.
 *
 * @param columns zero where it is not known
 * @param lines zero where it is not known
 */
record Screen(int columns, int lines) {
  private static final Screen UNKNOWN = new Screen(0, 0);

  /** Asks the terminal, which may have been resized since. */
  static Screen ofProcess() {
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      Size size = terminal.getSize();
      return new Screen(size.getColumns(), size.getRows());
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }
}
