package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.function.Consumer;

/** The packages of one language, by the manifests that they leave. */
interface Ecosystem {
  /** What has to be kept of a layer. */
  List<Keep> keeps();

  /** The paths of the manifests, or of the files that say it themselves. */
  PathPattern manifests();

  /** Gives what {@code manifest} stands for to {@code found}; malformed, it stands for nothing. */
  void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found);
}
