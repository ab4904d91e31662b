package dev.imageaudit.closure;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The way from a path to what it leads to.
 *
 * @param links the symbolic links on the way, in the order of following
 * @param file what the path leads to
 */
record LinkWalk(List<String> links, RootFile file) {
  private static final int MAX_LINKS = 40;

  /** The way of {@code path}; empty where it leads nowhere. */
  static Optional<LinkWalk> of(RootFilesystem root, String path) {
    List<String> links = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>();
    push(rest, path);
    String real = "/";
    Optional<RootFile> file = Optional.empty();
    while (!rest.isEmpty()) {
      String component = rest.pop();
      if (component.equals("..")) {
        real = Paths.parent(real);
        file = root.find(real);
        continue;
      }
      String next = Paths.child(real, component);
      file = root.find(next);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      if (file.get().type() != FileType.SYMLINK) {
        real = next;
        continue;
      }
      links.add(next);
      if (links.size() > MAX_LINKS) {
        return Optional.empty();
      }
      String target = file.get().inode().linkTarget();
      real = target.startsWith("/") ? "/" : real;
      push(rest, target);
      file = root.find(real);
    }
    return file.map(f -> new LinkWalk(Collections.unmodifiableList(links), f));
  }

  private static void push(Deque<String> rest, String path) {
    String[] components = path.split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      if (!components[i].isEmpty() && !components[i].equals(".")) {
        rest.push(components[i]);
      }
    }
  }
}
