package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.HiddenFile;
import java.util.HashSet;
import java.util.Set;

/** Files, such as a package's configuration, that the original copied its own in place of. */
final class OverwrittenFiles {
  private OverwrittenFiles() {}

  /** Their paths. */
  static Set<String> of(Subject subject) {
    Set<String> paths = new HashSet<>();
    for (HiddenFile file : subject.root().hidden()) {
      if (file.cause() == HiddenFile.Cause.OVERWRITTEN && isCopied(file.hiddenBy(), subject)) {
        paths.add(file.path());
      }
    }
    return paths;
  }

  /** Whether an instruction of the original's own copied {@code layer}. */
  static boolean isCopied(int layer, Subject subject) {
    return layer >= subject.baseLayers()
        && subject.instructions().get(layer).orElse("").startsWith("COPY ");
  }
}
