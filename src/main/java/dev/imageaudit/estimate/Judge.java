package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Verdict.Code;
import java.util.ArrayList;
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

  private Judge() {}

  /**
   * The verdict on {@code subject}.
   *
   * @param minimum what a refactor must save to be worth it
   */
  public static Verdict judge(Subject subject, Projections projections, MinimumSaving minimum) {
    Optional<String> purpose = BuildPurpose.of(subject);
    if (purpose.isPresent()) {
      return new Verdict(
              Code.TOOLS_ON_PURPOSE,
              "The tools are there on purpose: " + purpose.get() + ".",
              Optional.empty())
          .withReasons(List.of(), List.of(purpose.get()));
    }
    List<Residue> unneeded =
        subject.residues().stream()
            .filter(r -> !r.neededAtRuntime() && !TOLERATED.contains(r.finding().kind()))
            .filter(r -> !r.finding().paths().isEmpty())
            .toList();
    List<Residue> fromBuild =
        unneeded.stream().filter(r -> BUILD_KINDS.contains(r.finding().kind())).toList();
    long saved = projections.trim().projection().savedCompressedBytes().expected();
    long today = Sizes.today(subject).compressedBytes();
    long gained = saved - Residues.compressedBytes(ofTheRuntimesBase(subject, unneeded));
    VerdictReasons reasons = new VerdictReasons(subject, unneeded, fromBuild, projections);
    if (!minimum.isReached(gained, today)) {
      return nothingToDo(subject, unneeded, gained, minimum)
          .withReasons(reasons.inFavour(), reasons.against(minimum, gained));
    }
    boolean isRefactor =
        !fromBuild.isEmpty()
            && Residues.compressedBytes(fromBuild) * 10 >= Residues.compressedBytes(unneeded);
    ProjectedImage aim =
        isRefactor ? Recommendation.of(subject, projections, minimum) : projections.trim().image();
    List<String> inFavour = new ArrayList<>(reasons.inFavour());
    reasons.ofTheBase().ifPresent(inFavour::add);
    String summary =
        isRefactor
            ? VerdictText.refactor(fromBuild, aim, today)
            : VerdictText.cleanUp(subject, unneeded, aim, today);
    return new Verdict(
        isRefactor ? Code.REFACTOR : Code.CLEAN_UP,
        summary,
        Optional.of(aim.name()),
        Optional.of(isRefactor ? effort(aim) : cleaning(subject, unneeded)),
        inFavour,
        reasons.againstDoing(aim),
        aim.gains(),
        Breakage.of(subject, projections.needs(), aim));
  }

  private static Effort effort(ProjectedImage aim) {
    return aim.base().isPresent() || aim.name().equals(Projections.MINIMAL)
        ? Effort.CHANGE_OF_BASE
        : Effort.FURTHER_STAGE;
  }

  private static Effort cleaning(Subject subject, List<Residue> unneeded) {
    Set<Kind> caches = EnumSet.of(Kind.PACKAGE_CACHE, Kind.BUILD_CACHE, Kind.TEMPORARY);
    boolean isCaches =
        !unneeded.isEmpty()
            && subject.root().hidden().isEmpty()
            && unneeded.stream().allMatch(r -> caches.contains(r.finding().kind()));
    return isCaches ? Effort.DROP_CACHE : Effort.SAME_INSTRUCTION;
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

  private static Verdict nothingToDo(
      Subject subject, List<Residue> unneeded, long gained, MinimumSaving minimum) {
    boolean isLean =
        unneeded.isEmpty()
            && (VerdictReasons.isCopiedTogether(subject)
                || subject.packages().packages().size() < 20);
    if (isLean) {
      return new Verdict(
          Code.ALREADY_LEAN, "The image ships nothing that only a build needs.", Optional.empty());
    }
    return new Verdict(
        Code.NO_GAIN, VerdictText.noGain(subject, gained, minimum), Optional.empty());
  }
}
