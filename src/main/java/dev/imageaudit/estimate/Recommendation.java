package dev.imageaudit.estimate;

/** Chooses the projection to aim at. */
final class Recommendation {
  private Recommendation() {}

  /**
   * The same base as long as another does not save enough more: changing it is work, and a risk.
   * Nothing but the program itself only where that is all that runs.
   */
  static ProjectedImage of(Subject subject, Projections projections, MinimumSaving minimum) {
    ProjectedImage best = projections.trim().image();
    long today = Sizes.today(subject).compressedBytes();
    if (projections.runtimeBase().isPresent()
        && isWorthMore(projections.runtimeBase().get(), best, today, minimum)) {
      best = projections.runtimeBase().get();
    }
    if (projections.minimal().isPresent()
        && isSelfContained(subject, projections.needs())
        && isWorthMore(projections.minimal().get(), best, today, minimum)) {
      best = projections.minimal().get();
    }
    return best;
  }

  private static boolean isSelfContained(Subject subject, RuntimeNeeds needs) {
    return needs.libc() == RuntimeBase.Libc.NONE
        && needs.running().isEmpty()
        && !needs.shell()
        && subject.closure().uncertainties().isEmpty();
  }

  private static boolean isWorthMore(
      ProjectedImage image, ProjectedImage best, long today, MinimumSaving minimum) {
    long more =
        best.projection().compressedBytes().expected()
            - image.projection().compressedBytes().expected();
    return minimum.isReached(more, today);
  }
}
