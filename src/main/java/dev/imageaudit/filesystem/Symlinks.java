package dev.imageaudit.filesystem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Follows symbolic links within a root filesystem, never out of it: {@code ..} stops at its root.
 */
final class Symlinks {
  /** As many as Linux follows before it answers {@code ELOOP}. */
  private static final int MAX_LINKS = 40;

  private Symlinks() {}

  /**
   * The path without symbolic links that {@code path} leads to, whether or not something is there.
   *
   * @param followLast whether a link in the last component is followed too
   * @return empty where the links go in circles
   */
  static Optional<String> realPath(Map<String, RootFile> files, String path, boolean followLast) {
    Deque<String> rest = new ArrayDeque<>();
    pushComponents(rest, path);
    String real = "/";
    int links = 0;
    while (!rest.isEmpty()) {
      String component = rest.pop();
      if (component.equals("..")) {
        real = Paths.parent(real);
        continue;
      }
      String next = Paths.child(real, component);
      RootFile file = files.get(next);
      if (file == null || file.type() != FileType.SYMLINK || (rest.isEmpty() && !followLast)) {
        real = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        return Optional.empty();
      }
      String target = file.inode().linkTarget();
      if (target.startsWith("/")) {
        real = "/";
      }
      pushComponents(rest, target);
    }
    return Optional.of(real);
  }

  private static void pushComponents(Deque<String> rest, String path) {
    String[] components = path.split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      if (!components[i].isEmpty() && !components[i].equals(".")) {
        rest.push(components[i]);
      }
    }
  }
}
