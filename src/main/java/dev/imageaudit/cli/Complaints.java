package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import java.io.PrintStream;

/** Says which images failed and why. */
final class Complaints {
  private static final int MAX_LINES = 20;

  private Complaints() {}

  static void print(FleetAudit fleet, PrintStream err) {
    int failed = 0;
    for (AuditOutcome outcome : fleet.outcomes()) {
      if (outcome instanceof AuditOutcome.Failed && ++failed <= MAX_LINES) {
        err.println(Terminal.printable("failed: " + outcome.reference() + ": " + reason(outcome)));
      }
    }
    if (failed > MAX_LINES) {
      err.println("... and " + (failed - MAX_LINES) + " more, see the reports");
    }
  }

  /** Why there is no result; empty where there is one. */
  static String reason(AuditOutcome outcome) {
    if (outcome instanceof AuditOutcome.Failed failed) {
      return text(failed.failure());
    }
    return outcome instanceof AuditOutcome.Skipped skipped
        ? "skipped: " + text(skipped.failure())
        : "";
  }

  private static String text(AuditOutcome.Failure failure) {
    return failure.reason().code() + ": " + failure.message();
  }
}
