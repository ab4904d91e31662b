package dev.imageaudit.cli;

import dev.imageaudit.report.ByteText;
import dev.imageaudit.report.Comparison;
import dev.imageaudit.report.Comparison.Counts;
import dev.imageaudit.report.ImageChange;
import dev.imageaudit.report.ImageChange.Leftover;
import dev.imageaudit.report.ImageChange.State;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** What differs between two runs, for people. */
final class ComparisonText {
  private static final int SHOWN = 20;
  private static final int NAMED = 4;

  private final PrintStream out;

  ComparisonText(PrintStream out) {
    this.out = out;
  }

  void print(Comparison comparison) {
    Comparison.Sums before = comparison.before();
    Comparison.Sums after = comparison.after();
    Counts counts = comparison.counts();
    say(
        "Images     %d before, %d now: %d new, %d gone, %d grown, %d with something fixed"
            .formatted(
                before.images(),
                after.images(),
                counts.added(),
                counts.gone(),
                counts.grown(),
                counts.fixed()));
    say("To pull    " + change(before.compressedBytes(), after.compressedBytes()));
    say("Residue    " + change(before.residueCompressedBytes(), after.residueCompressedBytes()));
    say("Saving     " + change(before.savedCompressedBytes(), after.savedCompressedBytes()));
    comparison.sections().forEach(this::print);
  }

  private static String change(long before, long now) {
    return "%s before, %s now (%s)"
        .formatted(ByteText.of(before), ByteText.of(now), ByteText.change(now - before));
  }

  private void print(Comparison.Section section) {
    List<ImageChange> changes = section.images();
    if (changes.isEmpty()) {
      return;
    }
    say(section.heading());
    for (ImageChange change : changes.subList(0, Math.min(SHOWN, changes.size()))) {
      say("  %9s  %s%s".formatted(size(change), name(change), verdict(change)));
      List<Leftover> named = section.leftovers().apply(change);
      if (!named.isEmpty()) {
        say("             " + names(named));
      }
    }
    if (changes.size() > SHOWN) {
      say("  and " + (changes.size() - SHOWN) + " more: --format json has all");
    }
  }

  private static String size(ImageChange change) {
    return change.isNew() || change.isGone()
        ? ByteText.of(change.after().or(change::before).orElseThrow().compressedBytes())
        : ByteText.change(change.deltaBytes());
  }

  private static String name(ImageChange change) {
    String was =
        change.before().map(State::reference).filter(r -> !r.equals(change.reference())).orElse("");
    return change.reference()
        + change.platform().map(p -> " " + p).orElse("")
        + (was.isEmpty() ? "" : ", was " + was);
  }

  private static String verdict(ImageChange change) {
    String before = change.before().flatMap(State::verdict).orElse("");
    String after = change.after().flatMap(State::verdict).orElse("");
    if (before.equals(after) || after.isEmpty()) {
      return "";
    }
    return before.isEmpty() ? ": " + after : ": " + before + " -> " + after;
  }

  private static String names(List<Leftover> leftovers) {
    String names =
        leftovers.stream().limit(NAMED).map(Leftover::title).collect(Collectors.joining(", "));
    return leftovers.size() > NAMED
        ? names + " and " + (leftovers.size() - NAMED) + " more"
        : names;
  }

  private void say(String line) {
    out.println(Terminal.printable(line));
  }
}
