package dev.imageaudit.cli;

import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.ByteText;
import dev.imageaudit.report.GateResult;
import dev.imageaudit.report.Saving;
import dev.imageaudit.report.TopCandidates;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The ten lines that a run ends with. */
final class RunSummary {
  private static final int CANDIDATES = 5;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean isColourful;

  RunSummary(Terminal terminal) {
    this.out = terminal.out();
    this.isColourful = terminal.isColourful();
  }

  void print(
      FleetAudit fleet, Optional<GateResult> judged, Optional<String> trend, List<Path> reports) {
    FleetTotals totals = fleet.totals();
    out.println("Images     " + images(totals));
    out.println(
        "Today      %s to pull, in %d layers (%s unpacked)"
            .formatted(
                ByteText.of(totals.compressedBytes()),
                totals.uniqueLayers(),
                ByteText.of(totals.uncompressedBytes())));
    out.println("Saving     " + saving(totals));
    List<ImageAudit> best = TopCandidates.of(fleet, CANDIDATES);
    out.println(best.isEmpty() ? "Candidates none" : "Candidates");
    for (ImageAudit image : best) {
      out.println(candidate(image));
    }
    trend.ifPresent(change -> out.println("Trend      " + change));
    judged.ifPresent(result -> out.println("Policy     " + policy(result)));
    out.println("Reports    " + String.join(", ", reports.stream().map(Path::toString).toList()));
  }

  private String policy(GateResult result) {
    return coloured(result.passed() ? GREEN : RED, GateText.summary(result));
  }

  private String images(FleetTotals totals) {
    String images = "%d, %d audited".formatted(totals.images(), totals.audited());
    if (totals.skipped() > 0) {
      images += ", " + totals.skipped() + " skipped";
    }
    return totals.failed() > 0
        ? images + ", " + coloured(RED, totals.failed() + " failed")
        : images;
  }

  private String saving(FleetTotals totals) {
    if (totals.candidates() == 0) {
      return "nothing that a refactor would save";
    }
    return "%s of it (%s) by refactoring %d images"
        .formatted(
            coloured(GREEN, ByteText.of(totals.savedCompressedBytes())),
            ByteText.percent(totals.savedCompressedBytes(), totals.compressedBytes()),
            totals.candidates());
  }

  private String candidate(ImageAudit image) {
    long saved = Saving.of(image).range().expected();
    long today = image.size().compressedBytes();
    return "  %s  %8s of %8s (%4s)  %s"
        .formatted(
            coloured(GREEN, "-"),
            ByteText.of(saved),
            ByteText.of(today),
            ByteText.percent(saved, today),
            Terminal.printable(image.reference()));
  }

  private String coloured(String colour, String text) {
    return isColourful ? colour + text + PLAIN : text;
  }
}
