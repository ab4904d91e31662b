package dev.imageaudit.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The sentences of verdicts. */
final class VerdictText {

  private VerdictText() {}

  static String refactor(List<Residue> fromBuild, ProjectedImage aim, long today) {
    String into =
        aim.base()
            .map(base -> "onto " + base)
            .orElse(aim.name().equals(Projections.MINIMAL) ? "onto scratch" : "into another");
    return "Build in one stage and copy only the result "
        + into
        + ": that leaves "
        + listed(fromBuild)
        + " behind and saves "
        + percent(saved(aim), today)
        + " of the download.";
  }

  static String cleanUp(Subject subject, List<Residue> unneeded, ProjectedImage aim, long today) {
    String what =
        unneeded.isEmpty()
            ? "Files that later instructions delete or overwrite are still pulled"
            : "Layers hold waste (" + listed(unneeded) + ")";
    String how =
        subject.root().hidden().isEmpty()
            ? "remove it in the instruction that brings it"
            : "delete in the instruction that creates, or copy the result into a fresh stage";
    return what + ": " + how + ", which saves " + percent(saved(aim), today) + " of the download.";
  }

  static String noGain(Subject subject, long gained, MinimumSaving minimum) {
    if (gained * 100 < Sizes.today(subject).compressedBytes()) {
      return "Another stage would gain next to nothing: what the image ships, it runs on.";
    }
    return "Another stage or a clean-up would save "
        + Megabytes.of(gained)
        + " ("
        + percent(gained, Sizes.today(subject).compressedBytes())
        + " of the download), less than "
        + minimum
        + ": not worth the work.";
  }

  private static long saved(ProjectedImage image) {
    return image.projection().savedCompressedBytes().expected();
  }

  /** The heaviest by name. */
  static String listed(List<Residue> residues) {
    List<String> names = new ArrayList<>();
    residues.stream()
        .sorted(
            Comparator.comparing((Residue r) -> -r.bytes().compressedBytes())
                .thenComparing(r -> r.finding().name()))
        .map(r -> r.finding().name())
        .distinct()
        .forEach(names::add);
    return listed(names, 3);
  }

  /** The first of {@code names}, and how many more there are. */
  static String listed(List<String> names, int most) {
    int shown = Math.min(most, names.size());
    String first = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? first + " and " + (names.size() - shown) + " more" : first;
  }

  static String percent(long part, long whole) {
    return whole == 0 ? "nothing" : Math.round(100.0 * part / whole) + " %";
  }
}
