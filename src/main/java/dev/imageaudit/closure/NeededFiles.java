package dev.imageaudit.closure;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that are needed, growing: whatever is needed brings along its ELF interpreter, its
 * libraries, and what it opens by name.
 */
final class NeededFiles {
  private final RootFilesystem root;
  private final ElfResolver libraries;
  private final SortedMap<String, Need> needs = new TreeMap<>();
  private final Deque<ToFollow> toFollow = new ArrayDeque<>();

  /**
   * A file that is needed and not yet looked into.
   *
   * @param runPath of those that load it
   */
  private record ToFollow(RootFile file, List<String> runPath) {}

  NeededFiles(RootFilesystem root, ElfResolver libraries) {
    this.root = root;
    this.libraries = libraries;
    KeepRules.bundled()
        .always(root, (rule, file) -> addLoosely(file, RuntimeClosure.ENTRY_POINT, rule.because()));
  }

  /** Why each is needed, by path. */
  SortedMap<String, Need> needs() {
    return needs;
  }

  /** Looks into all that is needed, until nothing new comes up. */
  void settle() {
    while (!toFollow.isEmpty()) {
      ToFollow next = toFollow.pop();
      String path = next.file.path();
      next.file.inode().elf().ifPresent(facts -> addLibraries(next, facts));
      KeepRules.bundled()
          .apply(root, next.file, (rule, file) -> addLoosely(file, path, rule.because()));
    }
  }

  /**
   * Adds what {@code path} leads to and the links on the way.
   *
   * @return what it leads to; empty where nowhere
   */
  Optional<RootFile> add(String path, String by, String because) {
    return add(path, by, because, List.of());
  }

  /** Adds one of many files, of which it is not known whether {@code by} needs just this. */
  void addLoosely(RootFile file, String by, String because) {
    add(file, new Need(by, because, Need.Strength.DIRECTORY), List.of());
  }

  private Optional<RootFile> add(String path, String by, String because, List<String> runPath) {
    Need need = new Need(by, because, Need.Strength.EXACT);
    Optional<LinkWalk> walk = LinkWalk.of(root, path);
    for (String link : walk.map(LinkWalk::links).orElse(List.of())) {
      root.find(link).ifPresent(file -> add(file, need, runPath));
    }
    walk.ifPresent(w -> add(w.file(), need, runPath));
    return walk.map(LinkWalk::file);
  }

  private void add(RootFile file, Need need, List<String> runPath) {
    Need before = needs.get(file.path());
    boolean isNews =
        before == null
            || (before.strength() == Need.Strength.DIRECTORY
                && need.strength() == Need.Strength.EXACT);
    if (isNews && !need.by().equals(file.path())) {
      needs.put(file.path(), need);
      if (before == null && file.type() != FileType.DIRECTORY) {
        toFollow.push(new ToFollow(file, runPath));
      }
    }
  }

  private void addLibraries(ToFollow user, ElfFacts facts) {
    String by = user.file.path();
    facts.interpreter().ifPresent(interpreter -> add(interpreter, by, "its interpreter"));
    List<String> runPath = new ArrayList<>(user.runPath);
    if (facts.runpath().isEmpty()) {
      runPath.addAll(libraries.runPath(user.file, facts));
    }
    for (String soname : facts.needed()) {
      Optional<String> library = libraries.find(user.file, facts, soname, user.runPath);
      if (library.isPresent()) {
        add(library.get(), by, "a library of it", runPath);
        libraries
            .variants(library.get())
            .forEach(variant -> add(variant, by, "a library of it", runPath));
      }
    }
  }
}
