package dev.imageaudit.cli;

import dev.imageaudit.report.GateResult;
import dev.imageaudit.report.GateResult.Breach;
import dev.imageaudit.report.GateResult.Expired;
import java.io.PrintStream;

/** What a policy says of a run, for people; breaches are complaints. */
final class GateText {
  private static final int SHOWN = 50;

  private GateText() {}

  /** Prints what breaks the policy, and which exceptions hold no more. */
  static void printBreaches(GateResult result, PrintStream out) {
    for (Expired expired : result.expired()) {
      print(out, "policy: " + expired.sentence());
    }
    result.breaches().stream().limit(SHOWN).forEach(breach -> printBreach(breach, out));
    long more = result.breachCount() - Math.min(SHOWN, result.breaches().size());
    if (more > 0) {
      print(out, "policy: " + more + " more breaches are in the reports");
    }
  }

  private static void printBreach(Breach breach, PrintStream out) {
    print(
        out,
        "policy: %s%s: %s (%s): %s"
            .formatted(
                breach.reference(),
                breach.platform().map(p -> " " + p).orElse(""),
                breach.rule(),
                breach.limit(),
                breach.message()));
    print(out, "  " + breach.fix());
    breach.expired().ifPresent(expired -> print(out, "  " + expired.sentence()));
  }

  private static void print(PrintStream out, String line) {
    out.println(Terminal.printable(line));
  }

  /** How it ended, in a line. */
  static String summary(GateResult result) {
    String images = result.judged() == 1 ? "1 image" : result.judged() + " images";
    String summary =
        result.passed()
            ? "passed by " + images
            : "failed: "
                + (result.breachCount() == 1 ? "1 breach" : result.breachCount() + " breaches")
                + " in "
                + images;
    summary += result.waived() == 0 ? "" : ", " + result.waived() + " allowed by exceptions";
    summary += result.known() == 0 ? "" : ", " + result.known() + " known from the baseline";
    return summary + (result.unjudged() == 0 ? "" : ", " + result.unjudged() + " without a result");
  }
}
