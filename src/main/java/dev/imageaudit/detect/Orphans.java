package dev.imageaudit.detect;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.Dependencies;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The packages that are there only because findings' packages depend on them. What a program
 * elsewhere is linked to, and what programs may need without saying so (see {@code
 * runtime-packages.yaml}), is not among them.
 */
final class Orphans {
  private final ImageFacts facts;
  private final Dependencies dependencies;
  private final List<Pattern> runtimes;

  Orphans(ImageFacts facts, Dependencies dependencies, List<Pattern> runtimes) {
    this.facts = facts;
    this.dependencies = dependencies;
    this.runtimes = runtimes;
  }

  /**
   * The orphans of each of {@code candidates}, by its index. What several have brought together
   * goes to the last of them: those that are likelier to be used at run time come later.
   */
  Map<Integer, List<InstalledPackage>> of(List<Candidate> candidates) {
    Set<InstalledPackage> direct = identitySet();
    candidates.stream()
        .filter(candidate -> !mayStay(candidate))
        .forEach(candidate -> direct.addAll(candidate.packages()));
    Set<InstalledPackage> free = new LinkedHashSet<>(orphanedWith(direct));
    free.removeAll(direct);
    free.removeAll(dependencies.closure(free.stream().filter(this::isRuntime).toList()));
    keepWhatIsLinked(free, direct);
    Map<Integer, List<InstalledPackage>> orphans = new TreeMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (mayStay(candidates.get(i))) {
        continue;
      }
      Set<InstalledPackage> own = orphanedWith(candidates.get(i).packages());
      orphans.put(i, new ArrayList<>(takeBrought(candidates.get(i), own, free)));
    }
    for (int i = candidates.size() - 1; i >= 0; i--) {
      if (mayStay(candidates.get(i))) {
        continue;
      }
      orphans
          .computeIfAbsent(i, index -> new ArrayList<>())
          .addAll(takeBrought(candidates.get(i), free, free));
    }
    return orphans;
  }

  /** What is only reported takes nothing along. */
  private static boolean mayStay(Candidate candidate) {
    return candidate.rule().kind() == Kind.ATTACK_SURFACE;
  }

  /** Those of {@code orphaned} that are still free and that {@code candidate} depends on. */
  private List<InstalledPackage> takeBrought(
      Candidate candidate, Set<InstalledPackage> orphaned, Set<InstalledPackage> free) {
    Set<InstalledPackage> needed = dependencies.closure(candidate.packages());
    List<InstalledPackage> taken =
        free.stream().filter(p -> orphaned.contains(p) && needed.contains(p)).toList();
    taken.forEach(free::remove);
    return taken;
  }

  /** Removing a package removes those that cannot be without it, and then what they alone need. */
  private Set<InstalledPackage> orphanedWith(Collection<InstalledPackage> removed) {
    List<InstalledPackage> all = new ArrayList<>(removed);
    all.addAll(dependencies.dependents(removed));
    Set<InstalledPackage> orphaned = identitySet();
    orphaned.addAll(dependencies.orphanedBy(removed));
    orphaned.addAll(dependencies.orphanedBy(all));
    return orphaned;
  }

  private boolean isRuntime(InstalledPackage installed) {
    return Rule.matchesAny(runtimes, installed.name());
  }

  /** Takes out of {@code free} what any program that stays is linked to. */
  private void keepWhatIsLinked(Set<InstalledPackage> free, Set<InstalledPackage> direct) {
    Set<String> needed = sonamesNeededOutside(free, direct);
    List<InstalledPackage> linked = free.stream().filter(p -> provides(p, needed)).toList();
    while (!linked.isEmpty()) {
      free.removeAll(dependencies.closure(linked));
      Set<String> more = sonamesNeededOutside(free, direct);
      linked = free.stream().filter(p -> provides(p, more)).toList();
    }
  }

  private Set<String> sonamesNeededOutside(
      Set<InstalledPackage> free, Set<InstalledPackage> direct) {
    Set<String> needed = new HashSet<>();
    for (RootFile file : facts.root().files()) {
      Optional<ElfFacts> elf = file.inode().elf();
      if (elf.isPresent()) {
        Optional<InstalledPackage> owner = facts.inventory().owner(file.path());
        if (owner.filter(o -> free.contains(o) || direct.contains(o)).isEmpty()) {
          needed.addAll(elf.get().needed());
        }
      }
    }
    return needed;
  }

  private boolean provides(InstalledPackage installed, Set<String> sonames) {
    return installed.files().stream()
        .anyMatch(
            path ->
                sonames.contains(Paths.name(path))
                    || facts
                        .root()
                        .find(path)
                        .map(RootFile::inode)
                        .flatMap(FileEntry::elf)
                        .flatMap(ElfFacts::soname)
                        .filter(sonames::contains)
                        .isPresent());
  }

  private static Set<InstalledPackage> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
