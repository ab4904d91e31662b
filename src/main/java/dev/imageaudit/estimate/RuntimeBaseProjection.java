package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The application and what it needs, on the base that fits best. */
final class RuntimeBaseProjection {
  private RuntimeBaseProjection() {}

  /**
   * Empty where no base is known to fit, or the entry point leads to nothing.
   *
   * @param least what the same files weigh on no base at all
   */
  static Optional<ProjectedImage> of(
      Subject subject, RuntimeNeeds needs, BaseImages bases, Weight least) {
    return new BaseChoice(subject, needs, bases)
        .choose()
        .map(
            image ->
                projected(
                    subject,
                    image,
                    image.weight().atLeast(least),
                    image.foundation().published().map(RuntimeBase::name)));
  }

  /** On the base called {@code name}, whose root filesystem is {@code base}. */
  static ProjectedImage on(Subject subject, RuntimeNeeds needs, String name, RootFilesystem base) {
    StandingImage image = StandingImage.of(subject, needs, Foundation.known(subject, needs, base));
    return projected(subject, image, image.weight(), Optional.of(name));
  }

  private static ProjectedImage projected(
      Subject subject, StandingImage image, Weight weight, Optional<String> base) {
    Foundation foundation = image.foundation();
    List<ProjectedLayer> layers = new ArrayList<>(foundation.originals());
    if (!image.files().isEmpty()) {
      layers.add(new ProjectedLayer.Fresh(image.files()));
    }
    List<String> reasons = new ArrayList<>(foundation.reasons());
    LinkedRuntime.of(subject)
        .filter(linked -> image.files().stream().anyMatch(f -> f.path().equals(linked.replaced())))
        .ifPresent(linked -> reasons.add(linked.clause()));
    return new ProjectedImage(
        Sizes.projection(Projections.RUNTIME_BASE, subject, weight, base, reasons),
        base,
        layers,
        Gains.of(subject, stays(image)));
  }

  private static Predicate<RootFile> stays(StandingImage image) {
    Set<RootFile> added = Collections.newSetFromMap(new IdentityHashMap<>());
    added.addAll(image.files());
    return file -> added.contains(file) || image.foundation().has().test(file);
  }
}
