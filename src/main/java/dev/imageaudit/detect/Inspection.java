package dev.imageaudit.detect;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.DpkgRecords;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Decides of what was recognised in one image which path goes with what. */
final class Inspection {
  private final ImageFacts facts;
  private final PathClaims claims;
  private final List<Candidate> accepted = new ArrayList<>();
  private final List<Set<InstalledPackage>> gone = new ArrayList<>();

  Inspection(ImageFacts facts) {
    this.facts = facts;
    this.claims = new PathClaims(facts.root());
  }

  /** Packages go whole, with the orphans that they leave, by the candidate's index. */
  void addPackages(List<Candidate> candidates, Map<Integer, List<InstalledPackage>> orphans) {
    for (int i = 0; i < candidates.size(); i++) {
      Set<InstalledPackage> packages = Collections.newSetFromMap(new IdentityHashMap<>());
      packages.addAll(candidates.get(i).packages());
      packages.addAll(orphans.getOrDefault(i, List.of()));
      accept(candidates.get(i), packages, filesOf(packages));
    }
  }

  /** Whether {@code path} goes with something already. */
  boolean isTaken(String path) {
    return claims.isClaimed(path);
  }

  /** What lies in something that was found already is part of it. */
  void add(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (isTaken(candidate.evidence().get(0))) {
        continue;
      }
      Set<InstalledPackage> owner = Collections.newSetFromMap(new IdentityHashMap<>());
      candidate.owner().ifPresent(owner::add);
      accept(candidate, owner, filesOf(candidate));
    }
  }

  private void accept(
      Candidate candidate, Set<InstalledPackage> packages, Collection<RootFile> files) {
    boolean isUsed =
        candidate.rule().unlessNeeded()
            && files.stream().anyMatch(file -> facts.isNeeded(file.path()));
    boolean takes = !isUsed && claims.claim(accepted.size(), files);
    if (takes || candidate.takesNothing()) {
      accepted.add(candidate);
      gone.add(packages);
    }
  }

  private List<RootFile> filesOf(Set<InstalledPackage> packages) {
    List<RootFile> files = new ArrayList<>();
    for (InstalledPackage installed : packages) {
      files.addAll(DpkgRecords.of(facts.root(), installed));
      for (String path : installed.files()) {
        Optional<RootFile> file = facts.root().find(path);
        // An empty directory may be another package's too.
        if (file.isPresent() && isOwnedBy(packages, path) && !isEmptyDirectory(file.get())) {
          files.add(file.get());
        }
      }
    }
    return files;
  }

  private boolean isEmptyDirectory(RootFile file) {
    return file.type() == FileType.DIRECTORY && facts.root().below(file.path()).isEmpty();
  }

  private List<RootFile> filesOf(Candidate candidate) {
    List<RootFile> files = new ArrayList<>();
    for (String path : candidate.files()) {
      facts.root().find(path).filter(file -> mayTake(candidate, file)).ifPresent(files::add);
    }
    for (String root : candidate.roots()) {
      for (PathPattern pattern : candidate.extent()) {
        for (RootFile file : facts.root().matching(root, pattern)) {
          if (mayTake(candidate, file)
              && !candidate.rule().keeps(Paths.relative(file.path(), root))) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  private boolean mayTake(Candidate candidate, RootFile file) {
    return !facts.isPublished(candidate.rule(), file.path())
        && candidate
            .rule()
            .ownership()
            .mayTake(candidate.owner(), facts.inventory().owner(file.path()));
  }

  private boolean isOwnedBy(Set<InstalledPackage> packages, String path) {
    return facts.inventory().owner(path).filter(packages::contains).isPresent();
  }

  /** The findings, each with all its paths. */
  List<Finding> findings() {
    claims.claimEmptyDirectories();
    claims.claimDanglingLinks(
        (link, finding) ->
            facts.inventory().owner(link).isEmpty() || isOwnedBy(gone.get(finding), link));
    Map<Integer, SortedSet<String>> paths = claims.paths();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      findings.add(accepted.get(i).finding(paths.getOrDefault(i, Collections.emptySortedSet())));
    }
    return findings;
  }
}
