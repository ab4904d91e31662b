package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;

/** {@code scratch} and the files that running needs, in one layer. */
final class MinimalProjection {
  private MinimalProjection() {}

  /** Empty where the entry point leads to nothing. */
  static Optional<ProjectedImage> of(Subject subject) {
    List<RootFile> needed = RuntimeFiles.of(subject);
    if (needed.stream().noneMatch(file -> subject.closure().starts(file.path()))) {
      return Optional.empty();
    }
    List<RootFile> files = RuntimeFiles.withParents(subject.root(), needed, file -> true);
    return Optional.of(
        new ProjectedImage(
            Sizes.projection(Projections.MINIMAL, subject, FreshLayer.weigh(files)),
            Optional.empty(),
            List.of(new ProjectedLayer.Fresh(files))));
  }
}
