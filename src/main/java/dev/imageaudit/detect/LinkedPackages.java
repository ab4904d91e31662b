package dev.imageaudit.detect;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.Dependencies;
import dev.imageaudit.packages.InstalledPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The packages with libraries that some program is linked to. */
final class LinkedPackages {
  private final ImageFacts facts;
  private final Dependencies dependencies;

  LinkedPackages(ImageFacts facts, Dependencies dependencies) {
    this.facts = facts;
    this.dependencies = dependencies;
  }

  /**
   * Removes from {@code packages} what any program is linked to that is neither theirs nor that of
   * {@code gone}, and what that needs. A program that no package brought is linked to what was
   * brought along with it, where there is such a library.
   */
  void removeFrom(Set<InstalledPackage> packages, Set<InstalledPackage> gone) {
    List<InstalledPackage> linked = linked(packages, gone);
    while (!linked.isEmpty()) {
      packages.removeAll(dependencies.requirements(linked));
      linked = linked(packages, gone);
    }
  }

  private List<InstalledPackage> linked(
      Set<InstalledPackage> packages, Set<InstalledPackage> gone) {
    Set<String> needed = new HashSet<>();
    for (RootFile file : facts.root().files()) {
      Optional<ElfFacts> elf = file.inode().elf();
      if (elf.isPresent()) {
        Optional<InstalledPackage> owner = facts.inventory().owner(file.path());
        if (owner.isEmpty()) {
          elf.get().needed().stream().filter(n -> !facts.hasUnowned(n)).forEach(needed::add);
        } else if (!packages.contains(owner.get()) && !gone.contains(owner.get())) {
          needed.addAll(elf.get().needed());
        }
      }
    }
    return packages.stream().filter(p -> hasOneOf(p, needed)).toList();
  }

  private boolean hasOneOf(InstalledPackage installed, Set<String> sonames) {
    return installed.files().stream()
        .anyMatch(path -> sonames.contains(Paths.name(path)) || sonames.contains(soname(path)));
  }

  private String soname(String path) {
    return facts
        .root()
        .find(path)
        .flatMap(file -> file.inode().elf())
        .flatMap(ElfFacts::soname)
        .orElse("");
  }
}
