package dev.imageaudit.detect;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which finding each path goes with: the first that claims it. */
final class PathClaims {
  private static final int NOBODY = -1;
  private static final String SOURCE = ".py";

  private final RootFilesystem root;
  private final Map<String, Integer> holders = new HashMap<>();
  private final Map<String, Set<Integer>> directories = new HashMap<>();
  private final Map<String, List<RootFile>> caches = new HashMap<>();

  PathClaims(RootFilesystem root) {
    this.root = root;
  }

  boolean isClaimed(String path) {
    return holders.containsKey(path);
  }

  /**
   * Claims {@code files} for the finding numbered {@code finding}; directories only should all that
   * they hold go with it too.
   *
   * @return whether anything was left to claim
   */
  boolean claim(int finding, Collection<RootFile> files) {
    boolean claimed = false;
    for (RootFile file : files) {
      if (file.type() == FileType.DIRECTORY) {
        directories.computeIfAbsent(file.path(), path -> new HashSet<>()).add(finding);
      } else {
        boolean isNew = holders.putIfAbsent(file.path(), finding) == null;
        claimed |= isNew;
        if (isNew && file.path().endsWith(SOURCE)) {
          claimBytecode(finding, file.path());
        }
      }
    }
    return claimed;
  }

  /** Python reads no cached bytecode whose source is gone; who installed that does not list it. */
  private void claimBytecode(int finding, String source) {
    String cache = Paths.child(Paths.parent(source), "__pycache__");
    String module = Paths.name(source).substring(0, Paths.name(source).length() - SOURCE.length());
    for (RootFile file : caches.computeIfAbsent(cache, root::children)) {
      String name = Paths.name(file.path());
      if (name.startsWith(module + ".") && name.endsWith(".pyc")) {
        holders.putIfAbsent(file.path(), finding);
      }
    }
    directories.computeIfAbsent(cache, path -> new HashSet<>()).add(finding);
  }

  /** Claims the links that lead to what goes. */
  void claimDanglingLinks(LinkOwners owners) {
    for (RootFile file : root.files()) {
      if (file.type() == FileType.SYMLINK && !isClaimed(file.path())) {
        root.resolve(file.path())
            .map(target -> holders.get(target.path()))
            .filter(finding -> owners.mayGo(file.path(), finding))
            .ifPresent(finding -> holders.put(file.path(), finding));
      }
    }
  }

  /** Whether a link at {@code path} may go with {@code finding}. */
  interface LinkOwners {
    boolean mayGo(String path, int finding);
  }

  /** The directories of which nothing remains, each for the finding that takes all of it. */
  void claimEmptyDirectories() {
    Map<String, Integer> children = new HashMap<>();
    List<RootFile> files = new ArrayList<>(root.files());
    for (int i = files.size() - 1; i >= 0; i--) {
      String path = files.get(i).path();
      if (files.get(i).type() == FileType.DIRECTORY) {
        for (int finding : new TreeSet<>(directories.getOrDefault(path, Set.of()))) {
          if (children.getOrDefault(path, finding) == finding) {
            holders.putIfAbsent(path, finding);
          }
        }
      }
      children.merge(
          Paths.parent(path),
          holders.getOrDefault(path, NOBODY),
          (one, other) -> one.equals(other) ? one : NOBODY);
    }
  }

  /** What goes with each finding. */
  Map<Integer, SortedSet<String>> paths() {
    Map<Integer, SortedSet<String>> paths = new HashMap<>();
    holders.forEach(
        (path, finding) -> paths.computeIfAbsent(finding, f -> new TreeSet<>()).add(path));
    return paths;
  }
}
