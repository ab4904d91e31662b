package dev.imageaudit.cli;

import dev.imageaudit.estimate.Projection;
import dev.imageaudit.prove.Proof;
import dev.imageaudit.prove.ProvenImage;
import dev.imageaudit.prove.RunResult;
import dev.imageaudit.report.ByteText;
import java.io.PrintStream;
import java.util.Locale;

/** A proof for people. */
final class ProofTable {
  private ProofTable() {}

  static void print(ProvenImage image, PrintStream out) {
    line(out, "Image       " + image.reference() + " (" + image.platform() + ")");
    line(
        out,
        "Projection  "
            + image.estimate().name()
            + image.base().map(base -> " on " + base).orElse("")
            + ", "
            + image.place());
    out.println("            written    estimate (range)            error");
    size(out, "To pull", image.written().compressedBytes(), image.estimate().compressedBytes());
    size(
        out, "Unpacked", image.written().uncompressedBytes(), image.estimate().uncompressedBytes());
    proof(image.proof(), out);
  }

  private static void size(PrintStream out, String what, long real, Projection.Range estimate) {
    out.println(
        "%-10s  %-9s  %-9s (%s to %s)"
                .formatted(
                    what,
                    ByteText.of(real),
                    ByteText.of(estimate.expected()),
                    ByteText.of(estimate.low()),
                    ByteText.of(estimate.high()))
            + String.format(
                Locale.ROOT, "  %+.1f %%", 100 * ProvenImage.error(estimate.expected(), real)));
  }

  private static void proof(Proof proof, PrintStream out) {
    if (proof instanceof Proof.NotRun notRun) {
      line(out, "Proof       not run: " + notRun.reason());
    } else if (proof instanceof Proof.Proved proved) {
      line(out, "Proof       proved: " + ending(proved.original()));
    } else if (proof instanceof Proof.Differs differs) {
      out.println("Proof       differs");
      for (Proof.Difference difference : differs.differences()) {
        line(out, "  " + difference.what());
        line(out, "    original   " + difference.original());
        line(out, "    projected  " + difference.projected());
      }
      for (Proof.MissedFile file : differs.missed()) {
        line(out, "  missed: " + file.named() + ". " + file.advice());
      }
    }
  }

  private static String ending(RunResult run) {
    String ending =
        switch (run.ending()) {
          case EXITED -> "both end with exit code " + run.exitCode();
          case RUNNING -> "both run until they are stopped";
          case OUT_OF_MEMORY -> "both run out of memory";
          case NOT_STARTED -> "neither starts";
        };
    return ending
        + run.answer()
            .flatMap(RunResult.Answer::status)
            .map(status -> ", and answer the probe alike, with " + status)
            .orElse(", with the same output");
  }

  private static void line(PrintStream out, String text) {
    out.println(Terminal.printable(text));
  }
}
