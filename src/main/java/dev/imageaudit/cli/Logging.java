package dev.imageaudit.cli;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the libraries may log, to standard error: nothing unless the user wants to hear it. */
final class Logging {
  private Logging() {}

  static void configure(AuditOptions.Verbosity verbosity) {
    Level level = verbosity == AuditOptions.Verbosity.VERBOSE ? Level.INFO : Level.OFF;
    Logger root = LogManager.getLogManager().getLogger("");
    root.setLevel(level);
    Arrays.stream(root.getHandlers()).forEach((Handler handler) -> handler.setLevel(level));
  }
}
