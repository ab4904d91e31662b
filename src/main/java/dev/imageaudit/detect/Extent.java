package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;

/** What lies below a directory, by patterns that are relative to it. */
final class Extent {
  private Extent() {}

  /** How many characters of {@code path} make it a pattern. */
  static long wildcards(String path) {
    return path.chars().filter(c -> "*?{".indexOf(c) >= 0).count();
  }

  /** Whether {@code pattern}, which is relative to {@code directory}, matches {@code file}. */
  static boolean matches(PathPattern pattern, RootFile file, String directory) {
    return pattern.matches(Paths.relative(file.path(), directory));
  }
}
