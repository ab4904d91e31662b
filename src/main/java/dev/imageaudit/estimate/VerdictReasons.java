package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.HiddenFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What speaks for a refactor, and what against it: sentences for people. */
final class VerdictReasons {
  private static final Set<Kind> TOOLS = EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL);

  private final Subject subject;
  private final List<Residue> unneeded;
  private final List<Residue> fromBuild;
  private final Projections projections;

  VerdictReasons(
      Subject subject, List<Residue> unneeded, List<Residue> fromBuild, Projections projections) {
    this.subject = subject;
    this.unneeded = unneeded;
    this.fromBuild = fromBuild;
    this.projections = projections;
  }

  List<String> inFavour() {
    List<String> reasons = new ArrayList<>();
    if (!fromBuild.isEmpty()) {
      reasons.add(
          weighed(fromBuild) + " only the build needs: " + VerdictText.listed(fromBuild) + ".");
    }
    List<Residue> others = unneeded.stream().filter(r -> !fromBuild.contains(r)).toList();
    if (!others.isEmpty()) {
      reasons.add(
          weighed(others) + " are caches and leftovers: " + VerdictText.listed(others) + ".");
    }
    long hidden = 0;
    for (HiddenFile file : subject.root().hidden()) {
      hidden += Bytes.of(file.entry()).compressedBytes();
    }
    if (hidden > 0) {
      reasons.add(
          Megabytes.of(hidden)
              + " are pulled and never seen: later instructions delete or overwrite them.");
    }
    projections.images().stream()
        .filter(image -> !image.name().equals(Projections.TRIM))
        .filter(image -> image.projection().savedCompressedBytes().expected() > 0)
        .forEach(image -> reasons.add(weight(image)));
    return reasons;
  }

  /** That most of what is not needed came with the base, where it did. */
  Optional<String> ofTheBase() {
    long ofTheBase =
        unneeded.stream()
            .flatMap(r -> r.byLayer().headMap(subject.baseLayers()).values().stream())
            .mapToLong(Bytes::compressedBytes)
            .sum();
    return 2 * ofTheBase > Residues.compressedBytes(unneeded)
        ? Optional.of(
            "Most of what is not needed, "
                + Megabytes.of(ofTheBase)
                + ", came with the base "
                + subject.baseName().orElse("image")
                + ": change the base, not the Dockerfile's other lines.")
        : Optional.empty();
  }

  private static String weight(ProjectedImage image) {
    String where =
        image.name().equals(Projections.MINIMAL)
            ? "On scratch"
            : image.base().map(base -> "On " + base).orElse("On the first layers of its own base");
    return where
        + " it would weigh some "
        + Megabytes.of(image.projection().compressedBytes().expected())
        + ".";
  }

  private static String weighed(List<Residue> residues) {
    return Megabytes.of(Residues.compressedBytes(residues));
  }

  /** Why nothing is to be done. */
  List<String> against(MinimumSaving minimum, long gained) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "It would save " + Megabytes.of(Math.max(0, gained)) + ", less than " + minimum + ".");
    if (isCopiedTogether(subject)) {
      reasons.add("Its layers copy the results of another stage already.");
    }
    projections
        .needs()
        .running()
        .filter(running -> fromBuild.isEmpty())
        .ifPresent(
            running ->
                reasons.add(
                    "It runs on "
                        + running.program().path()
                        + ", and what it ships beside that is run as it is."));
    reasons.addAll(toolsThatRun());
    storedUncompressed().ifPresent(reasons::add);
    return reasons;
  }

  /** What is to be weighed against the saving. */
  List<String> againstDoing(ProjectedImage aim) {
    List<String> reasons = new ArrayList<>(toolsThatRun());
    if (aim.base().isPresent() || aim.name().equals(Projections.MINIMAL)) {
      reasons.add("The base changes: the application is to be tested on it.");
    }
    int uncertainties = subject.closure().uncertainties().size();
    if (uncertainties > 0) {
      reasons.add(
          "What it runs could not be followed everywhere ("
              + uncertainties
              + (uncertainties == 1 ? " place" : " places")
              + ").");
    }
    storedUncompressed().ifPresent(reasons::add);
    return reasons;
  }

  private Optional<String> storedUncompressed() {
    return Sizes.isStoredUncompressed(subject)
        ? Optional.of(
            "Its layers are not compressed where it was read: pushed as they mostly are, it takes"
                + " less to pull than is said here, and saves less of that.")
        : Optional.empty();
  }

  private List<String> toolsThatRun() {
    return subject.residues().stream()
        .filter(r -> r.neededAtRuntime() && TOOLS.contains(r.finding().kind()))
        .map(r -> r.finding().name() + " stays: " + lowerFirst(r.reason()))
        .distinct()
        .limit(10)
        .toList();
  }

  private static String lowerFirst(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** Whether all layers above the base's are results of another stage. */
  static boolean isCopiedTogether(Subject subject) {
    return subject.instructions().stream()
        .skip(Math.max(1, subject.baseLayers()))
        .allMatch(i -> i.isPresent() && i.get().startsWith("COPY "));
  }
}
