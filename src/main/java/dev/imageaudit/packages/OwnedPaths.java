package dev.imageaudit.packages;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the paths that databases name lie in a root filesystem: since {@code /bin} may be a link to
 * {@code usr/bin}, the parents' links are followed. The last component is not: a link itself is
 * owned.
 */
final class OwnedPaths {
  private final RootFilesystem root;
  private final Map<String, String> realParents = new HashMap<>();

  OwnedPaths(RootFilesystem root) {
    this.root = root;
  }

  /**
   * Empty where {@code name} leads out of the root, is the root itself, or a directory there that
   * has become a link: that is no package's own.
   */
  Optional<String> locate(String name) {
    return Paths.normalise(name)
        .filter(path -> !path.equals("/") && !isMerged(path))
        .map(this::resolveParent);
  }

  private boolean isMerged(String path) {
    return path.lastIndexOf('/') == 0
        && root.find(path).filter(file -> file.type() == FileType.SYMLINK).isPresent()
        && root.resolve(path).filter(file -> file.type() == FileType.DIRECTORY).isPresent();
  }

  /** Where {@code name} leads to as a directory; empty where it leads out of the root. */
  Optional<String> locateDirectory(String name) {
    return Paths.normalise(name).map(path -> realParents.computeIfAbsent(path, this::real));
  }

  private String resolveParent(String path) {
    String parent = realParents.computeIfAbsent(Paths.parent(path), this::real);
    return Paths.child(parent, Paths.name(path));
  }

  /** A directory that is not there (slim images leave some out) stays as it is named. */
  private String real(String directory) {
    return root.resolve(directory).map(RootFile::path).orElse(directory);
  }
}
