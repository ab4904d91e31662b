package dev.imageaudit.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the base that an image would best stand on. */
final class BaseChoice {
  /** Another base must be smaller by as much, for changing it is work and a risk. */
  private static final double WORTHWHILE_SHARE = 0.9;

  private final Subject subject;
  private final RuntimeNeeds needs;
  private final BaseImages bases;

  BaseChoice(Subject subject, RuntimeNeeds needs, BaseImages bases) {
    this.subject = subject;
    this.needs = needs;
    this.bases = bases;
  }

  /**
   * The image's own base, should it be one for running: its files are known one by one. Another
   * must have the language's runtime, which is then not installed beside it. What needs no C
   * library, and what stands on a base for building, takes the base that makes the smallest image.
   * Empty where none is known to fit.
   */
  Optional<StandingImage> choose() {
    int clean = ToolFreeLayers.count(subject);
    boolean isOwnForRunning =
        clean > 0 && clean == subject.baseLayers() && needs.libc() != RuntimeBase.Libc.NONE;
    Optional<StandingImage> own = Optional.empty();
    for (int layers = isOwnForRunning ? clean : 1; layers <= clean; layers++) {
      own =
          smaller(own, StandingImage.of(subject, needs, Foundation.ownLayers(subject, layers)), 1);
    }
    if (isOwnForRunning && needs.running().map(r -> r.program().layer() < clean).orElse(true)) {
      return own;
    }
    Optional<StandingImage> published = Optional.empty();
    for (StandingImage image : published()) {
      if (!isOwnForRunning || isOfTheLanguage(image.foundation())) {
        published = smaller(published, image, 1);
      }
    }
    return published.isPresent() ? smaller(own, published.get(), WORTHWHILE_SHARE) : own;
  }

  private static Optional<StandingImage> smaller(
      Optional<StandingImage> one, StandingImage other, double share) {
    boolean isSmaller =
        one.map(o -> other.compressedBytes() < o.compressedBytes() * share).orElse(true);
    return isSmaller ? Optional.of(other) : one;
  }

  /** Where one has the language's runtime, those that do. */
  private List<StandingImage> published() {
    BaseFit fit = new BaseFit(needs);
    List<StandingImage> fitting = new ArrayList<>();
    for (RuntimeBase base : bases.on(subject.config().platform())) {
      if (fit.mayFit(base)) {
        StandingImage image =
            StandingImage.of(subject, needs, Foundation.published(subject, needs, base));
        if (fit.fits(base, image)) {
          fitting.add(image);
        }
      }
    }
    List<StandingImage> ofTheLanguage =
        fitting.stream().filter(image -> isOfTheLanguage(image.foundation())).toList();
    return ofTheLanguage.isEmpty() ? fitting : ofTheLanguage;
  }

  private boolean isOfTheLanguage(Foundation foundation) {
    return needs
        .running()
        .flatMap(
            running ->
                foundation
                    .published()
                    .filter(base -> base.ecosystem().equals(running.runtime().ecosystem())))
        .isPresent();
  }
}
