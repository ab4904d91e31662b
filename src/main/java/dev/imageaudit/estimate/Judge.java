package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Verdict.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says whether a refactor of an image is worth the work, and why. */
public final class Judge {
  /** What a build leaves in an image that has no stage of its own for it. */
  private static final Set<Kind> BUILD_KINDS =
      EnumSet.of(
          Kind.COMPILER,
          Kind.SDK,
          Kind.BUILD_TOOL,
          Kind.HEADERS,
          Kind.STATIC_LIBRARY,
          Kind.SOURCE,
          Kind.VCS,
          Kind.DEV_DEPENDENCY);

  private static final Set<Kind> TOOLS = EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL);

  private static final Set<Kind> COMPANIONS = EnumSet.of(Kind.PACKAGE_MANAGER, Kind.HEADERS);

  /** What a lean image may ship: it comes with its base, or is no matter of stages. */
  private static final Set<Kind> TOLERATED =
      EnumSet.of(Kind.DOCUMENTATION, Kind.ATTACK_SURFACE, Kind.SECRET);

  /** Less is not worth anybody's morning. */
  private static final long WORTHWHILE_BYTES = 1_000_000;

  private static final double WORTHWHILE_SHARE = 0.02;

  private Judge() {}

  /** The verdict on {@code subject}, whose trim projection is given. */
  public static Verdict judge(Subject subject, Projection trim) {
    Optional<String> purpose = BuildPurpose.of(subject);
    if (purpose.isPresent()) {
      return new Verdict(
          Code.TOOLS_ON_PURPOSE, "The tools are there on purpose: " + purpose.get() + ".", none());
    }
    List<Residue> unneeded =
        subject.residues().stream()
            .filter(r -> !r.neededAtRuntime() && !TOLERATED.contains(r.finding().kind()))
            .filter(r -> !r.finding().paths().isEmpty())
            .toList();
    List<Residue> fromBuild =
        unneeded.stream().filter(r -> BUILD_KINDS.contains(r.finding().kind())).toList();
    long saved = trim.savedCompressedBytes().expected();
    long today = saved + trim.compressedBytes().expected();
    long gained = saved - weight(ofTheRuntimesBase(subject, unneeded));
    boolean isWorthwhile = gained >= WORTHWHILE_BYTES || gained >= WORTHWHILE_SHARE * today;
    if (isWorthwhile && !fromBuild.isEmpty() && weight(fromBuild) * 10 >= weight(unneeded)) {
      return new Verdict(
          Code.REFACTOR,
          "Build in one stage and copy only the result into another: that leaves "
              + listed(fromBuild)
              + " behind and saves "
              + percent(saved, today)
              + " of the download.",
          Optional.of(trim.name()));
    }
    if (isWorthwhile) {
      return new Verdict(
          Code.CLEAN_UP, cleanUp(subject, unneeded, saved, today), Optional.of(trim.name()));
    }
    return nothingToDo(subject, unneeded);
  }

  /**
   * What images of a language's runtime ship beside it, such as npm or pip: a further stage on the
   * same base has it again. A base that ships compilers is for building, and to be left behind.
   */
  private static List<Residue> ofTheRuntimesBase(Subject subject, List<Residue> unneeded) {
    List<Residue> ofTheBase =
        unneeded.stream()
            .filter(r -> !r.byLayer().isEmpty() && r.byLayer().lastKey() < subject.baseLayers())
            .toList();
    return ofTheBase.stream().anyMatch(r -> TOOLS.contains(r.finding().kind()))
        ? List.of()
        : ofTheBase.stream().filter(r -> COMPANIONS.contains(r.finding().kind())).toList();
  }

  private static String cleanUp(Subject subject, List<Residue> unneeded, long saved, long today) {
    String what =
        unneeded.isEmpty()
            ? "Files that later instructions delete or overwrite are still pulled"
            : "Layers hold waste (" + listed(unneeded) + ")";
    String how =
        subject.root().hidden().isEmpty()
            ? "remove it in the instruction that brings it"
            : "delete in the instruction that creates, or copy the result into a fresh stage";
    return what + ": " + how + ", which saves " + percent(saved, today) + " of the download.";
  }

  private static Verdict nothingToDo(Subject subject, List<Residue> unneeded) {
    boolean isCopiedTogether =
        subject.instructions().stream()
            .skip(Math.max(1, subject.baseLayers()))
            .allMatch(i -> i.isPresent() && i.get().startsWith("COPY "));
    if (unneeded.isEmpty() && (isCopiedTogether || subject.packages().packages().size() < 20)) {
      return new Verdict(
          Code.ALREADY_LEAN, "The image ships nothing that only a build needs.", none());
    }
    return new Verdict(
        Code.NO_GAIN,
        "Another stage would gain next to nothing: what the image ships, it runs on.",
        none());
  }

  private static long weight(List<Residue> residues) {
    return residues.stream().mapToLong(r -> r.bytes().compressedBytes()).sum();
  }

  private static String listed(List<Residue> residues) {
    List<String> names = new ArrayList<>();
    residues.stream()
        .sorted(
            Comparator.comparing((Residue r) -> -r.bytes().compressedBytes())
                .thenComparing(r -> r.finding().name()))
        .map(r -> r.finding().name())
        .distinct()
        .forEach(names::add);
    int shown = Math.min(3, names.size());
    String first = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? first + " and " + (names.size() - shown) + " more" : first;
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "nothing" : Math.round(100.0 * part / whole) + " %";
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
