package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFile;
import java.util.List;

/**
 * An image on a base.
 *
 * @param files that the base lacks, for one more layer
 */
record StandingImage(Foundation foundation, List<RootFile> files, Weight weight) {

  /** The application and what it needs, on {@code foundation}. */
  static StandingImage of(Subject subject, RuntimeNeeds needs, Foundation foundation) {
    List<RootFile> lacking =
        needs.files().stream().filter(file -> !foundation.has().test(file)).toList();
    List<RootFile> files =
        foundation.hasPackageManager()
            ? WholePackages.with(subject, needs.removable(), lacking, foundation.has())
            : lacking;
    List<RootFile> all = RuntimeFiles.withParents(subject.root(), files, file -> true);
    return new StandingImage(
        foundation, all, foundation.size().plus(FreshLayer.weight(subject, needs, all)));
  }

  long compressedBytes() {
    return weight.expected().compressedBytes();
  }
}
