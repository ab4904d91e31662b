package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that are needed, growing: whatever is needed brings along the links that lead to it,
 * its ELF interpreter, its libraries, and what it opens by name.
 */
final class NeededFiles {
  private final RootFilesystem root;
  private final Map<String, Need> needs = new HashMap<>();
  private final Deque<RootFile> toFollow = new ArrayDeque<>();

  NeededFiles(RootFilesystem root) {
    this.root = root;
  }

  RootFilesystem root() {
    return root;
  }

  /** Why each is needed, by path. */
  Map<String, Need> needs() {
    return needs;
  }

  boolean needs(String path) {
    return needs.containsKey(path);
  }

  Strength strength(RootFile file) {
    Need need = needs.get(file.path());
    return need == null ? Strength.HEURISTIC : need.strength();
  }

  /** The next of the needed files that nobody has looked into; empty where there is none. */
  Optional<RootFile> next() {
    return Optional.ofNullable(toFollow.poll());
  }

  /**
   * Adds what {@code path} leads to and the links on the way, exactly these.
   *
   * @return what it leads to; empty where nowhere
   */
  Optional<RootFile> add(String path, String by, String because) {
    return add(path, new Need(by, because, Strength.HARD));
  }

  /**
   * Adds what {@code path} leads to and the links on the way.
   *
   * @return what it leads to; empty where nowhere
   */
  Optional<RootFile> add(String path, Need need) {
    Optional<LinkWalk> walk = LinkWalk.of(root, path);
    for (String link : walk.map(LinkWalk::links).orElse(List.of())) {
      root.find(link).ifPresent(file -> add(file, need));
    }
    walk.ifPresent(w -> add(w.file(), need));
    return walk.map(LinkWalk::file);
  }

  /** Adds this very name; of a link, what it leads to follows. */
  void add(RootFile file, Need need) {
    Need before = needs.get(file.path());
    boolean isNews = before == null || need.strength().isStrongerThan(before.strength());
    if (isNews && !need.by().equals(file.path())) {
      needs.put(file.path(), need);
      if (file.type() != FileType.DIRECTORY) {
        toFollow.add(file);
      }
    }
  }

  /** The same for all that lies in {@code directory}, and that itself. */
  void addTree(String directory, Need need) {
    root.find(directory).ifPresent(file -> add(file, need));
    root.below(directory).forEach(file -> add(file, need));
  }

  /** Adds the directories that the needed files lie in. */
  void addParents() {
    for (String path : needs.keySet().stream().sorted().toList()) {
      String parent = Paths.parent(path);
      while (!parent.equals("/") && !needs.containsKey(parent)) {
        String below = path;
        String directory = parent;
        root.find(directory)
            .ifPresent(
                file ->
                    needs.put(
                        directory,
                        new Need(below, "the directory that it lies in", Strength.DATA)));
        parent = Paths.parent(parent);
      }
    }
  }
}
