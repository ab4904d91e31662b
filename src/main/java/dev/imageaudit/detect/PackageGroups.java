package dev.imageaudit.detect;

import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.Dependencies;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises things by the installed packages that bring them. */
final class PackageGroups {
  /** What lies here of a package does nothing. */
  private static final List<String> SILENT =
      List.of("/usr/share/doc/", "/usr/share/man/", "/usr/share/lintian/", "/usr/share/info/");

  private static final int MAX_EVIDENCE = 3;

  private final ImageFacts facts;
  private final Dependencies dependencies;

  PackageGroups(ImageFacts facts, Dependencies dependencies) {
    this.facts = facts;
    this.dependencies = dependencies;
  }

  /** What {@code rules} recognise, in their order; each package is claimed by the first rule. */
  List<Candidate> recognise(List<Rule> rules) {
    List<Candidate> found = new ArrayList<>();
    Set<InstalledPackage> claimed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Rule rule : rules) {
      if (!rule.packages().isEmpty()) {
        for (List<InstalledPackage> group : groups(rule, claimed)) {
          candidate(rule, group).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private List<List<InstalledPackage>> groups(Rule rule, Set<InstalledPackage> claimed) {
    List<List<InstalledPackage>> groups = new ArrayList<>();
    List<InstalledPackage> companions = new ArrayList<>();
    for (InstalledPackage lead : unclaimed(rule.packages(), claimed)) {
      if (workingFiles(lead).findAny().isPresent()) {
        groups.add(new ArrayList<>(List.of(lead)));
      } else {
        companions.add(lead);
      }
      claimed.add(lead);
    }
    companions.addAll(unclaimed(rule.companions(), claimed));
    claimed.addAll(companions);
    while (!companions.isEmpty()) {
      if (!companions.removeIf(companion -> joins(companion, groups))) {
        groups.add(new ArrayList<>(List.of(companions.remove(0))));
      }
    }
    return groups;
  }

  /** Whether {@code companion} has a relation to one of {@code groups}; then it joins that. */
  private boolean joins(InstalledPackage companion, List<List<InstalledPackage>> groups) {
    Set<InstalledPackage> needed = dependencies.closure(List.of(companion));
    for (List<InstalledPackage> group : groups) {
      if (group.stream().anyMatch(needed::contains)
          || dependencies.closure(group).contains(companion)) {
        return group.add(companion);
      }
    }
    return false;
  }

  private List<InstalledPackage> unclaimed(List<Pattern> names, Set<InstalledPackage> claimed) {
    return facts.inventory().packages().stream()
        .filter(p -> !claimed.contains(p) && Rule.matchesAny(names, p.name()))
        .toList();
  }

  /** Empty where the packages' files were deleted, though the database still lists them. */
  private Optional<Candidate> candidate(Rule rule, List<InstalledPackage> group) {
    List<String> working =
        group.stream()
            .flatMap(this::workingFiles)
            .sorted(Comparator.comparing((RootFile file) -> !file.inode().isExecutable()))
            .limit(MAX_EVIDENCE)
            .map(RootFile::path)
            .toList();
    if (working.isEmpty()) {
      return Optional.empty();
    }
    InstalledPackage lead = group.get(0);
    return Optional.of(
        new Candidate(
            rule,
            rule.name(lead.name()),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(lead.version()),
            Optional.of(lead),
            group,
            working,
            rule.confidence()));
  }

  private Stream<RootFile> workingFiles(InstalledPackage installed) {
    return installed.files().stream()
        .filter(path -> SILENT.stream().noneMatch(path::startsWith))
        .flatMap(path -> facts.root().find(path).stream())
        .filter(RootFile::isRegular);
  }
}
