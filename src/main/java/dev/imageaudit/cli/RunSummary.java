package dev.imageaudit.cli;

import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetSavings;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.ByteText;
import dev.imageaudit.report.GateResult;
import dev.imageaudit.report.Saving;
import dev.imageaudit.report.TopCandidates;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    FleetSavings savings = fleet.savings();
    if (totals.savedCompressedBytes() > 0) {
      out.println("Order      " + order(savings.order()));
      out.println("Pulls      " + pulls(savings.time(), totals.audited()));
    }
    cost("transfer", savings.month().transferCost());
    cost("storage", savings.month().storageCost());
    fleet.bases().stream()
        .filter(base -> base.images() > 1 && base.unneededCompressedBytes() > 0)
        .findFirst()
        .ifPresent(base -> out.println("Base       " + fix(base)));
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
    return "%s of it (%s) by refactoring %d %s"
        .formatted(
            coloured(GREEN, ByteText.of(totals.savedCompressedBytes())),
            ByteText.percent(totals.savedCompressedBytes(), totals.compressedBytes()),
            totals.candidates(),
            totals.candidates() == 1 ? "image" : "images");
  }

  private static String order(FleetSavings.Order order) {
    return order.most() == 1
        ? "1 of %d images gives %d %% of the saving: %s"
            .formatted(
                order.images(),
                order.mostPercent(),
                Terminal.printable(order.first().get(0).reference()))
        : "%d of %d images give %d %% of the saving"
            .formatted(order.most(), order.images(), order.mostPercent());
  }

  private static String pulls(FleetSavings.PullTime time, int images) {
    return "%s for an image at %d Mbit/s, %s after; a redeploy %s, %s after"
        .formatted(
            seconds(time.firstMillis(), images),
            time.bitsPerSecond() / 1_000_000,
            seconds(time.firstAfterMillis(), images),
            seconds(time.redeployMillis(), images),
            seconds(time.redeployAfterMillis(), images));
  }

  private static String seconds(long millis, int images) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0 / images);
  }

  private void cost(String what, Optional<FleetSavings.Cost> cost) {
    cost.ifPresent(
        c ->
            out.println(
                "Cost       %s %s a month, %s after".formatted(what, c.today(), c.after())));
  }

  private static String fix(BaseUse base) {
    return "%s: none of its %d images needs %s of it, %s in all of them"
        .formatted(
            Terminal.printable(base.name()),
            base.images(),
            ByteText.of(base.unneededCompressedBytes()),
            ByteText.of(base.unneededCompressedBytes() * base.images()));
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
