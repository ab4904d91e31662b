package dev.imageaudit.detect;

import dev.imageaudit.packages.Dependencies;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The packages that are there only because findings' packages depend on them. What running needs,
 * what a program elsewhere is linked to, and what programs may need without saying so (see {@code
 * runtime-packages.yaml}), is not among them.
 */
final class Orphans {
  private final Dependencies dependencies;
  private final List<Candidate> candidates;
  private final Set<InstalledPackage> direct = identitySet();

  /** Those that no finding has taken yet, sorted by name. */
  private final List<InstalledPackage> free;

  private final Map<Integer, List<InstalledPackage>> taken = new TreeMap<>();

  private Orphans(
      ImageFacts facts,
      Dependencies dependencies,
      List<Pattern> runtimes,
      List<Candidate> candidates) {
    this.dependencies = dependencies;
    this.candidates = candidates;
    for (int i = 0; i < candidates.size(); i++) {
      // What is only reported takes nothing along.
      if (candidates.get(i).rule().kind() != Kind.ATTACK_SURFACE) {
        direct.addAll(candidates.get(i).packages());
        taken.put(i, new ArrayList<>());
      }
    }
    Set<InstalledPackage> orphaned = orphanedWith(direct);
    orphaned.removeAll(direct);
    orphaned.removeAll(keptFor(orphaned, facts, runtimes));
    orphaned.removeAll(
        dependencies.requirements(orphaned.stream().filter(facts::isNeeded).toList()));
    new LinkedPackages(facts, dependencies).removeFrom(orphaned, direct);
    this.free = new ArrayList<>(facts.inventory().packages());
    free.removeIf(p -> !orphaned.contains(p));
  }

  /**
   * What programs may need without saying so, and what that needs, but for run times that running
   * has brought its own of.
   */
  private Set<InstalledPackage> keptFor(
      Set<InstalledPackage> orphaned, ImageFacts facts, List<Pattern> runtimes) {
    List<InstalledPackage> kept = new ArrayList<>();
    List<InstalledPackage> superseded = new ArrayList<>();
    for (InstalledPackage installed : orphaned) {
      if (Rule.matchesAny(runtimes, installed.name())) {
        (facts.isSuperseded(installed) ? superseded : kept).add(installed);
      }
    }
    kept.removeAll(dependencies.dependents(superseded));
    return dependencies.closureWithout(superseded, kept);
  }

  /**
   * The orphans of each of {@code candidates}, by its index: first those that go even if all other
   * findings stay. What several have brought together goes to the last of them, for those that are
   * likelier to be used at run time come later.
   */
  static Map<Integer, List<InstalledPackage>> of(
      ImageFacts facts,
      Dependencies dependencies,
      List<Pattern> runtimes,
      List<Candidate> candidates) {
    Orphans orphans = new Orphans(facts, dependencies, runtimes, candidates);
    for (UnaryOperator<Collection<InstalledPackage>> needs :
        List.<UnaryOperator<Collection<InstalledPackage>>>of(
            dependencies::requirements, dependencies::closure)) {
      orphans.takeOwn(needs);
      orphans.takeShared(needs);
    }
    return orphans.taken;
  }

  private void takeOwn(UnaryOperator<Collection<InstalledPackage>> needs) {
    for (int i : taken.keySet()) {
      List<InstalledPackage> packages = candidates.get(i).packages();
      Collection<InstalledPackage> needed = needs.apply(packages);
      if (!Collections.disjoint(free, needed)) {
        Set<InstalledPackage> own = orphanedWith(packages);
        own.removeAll(dependencies.requirements(othersThan(packages)));
        own.retainAll(needed);
        take(i, own);
      }
    }
  }

  private void takeShared(UnaryOperator<Collection<InstalledPackage>> needs) {
    List<Integer> lastFirst = new ArrayList<>(taken.keySet());
    Collections.reverse(lastFirst);
    for (int i : lastFirst) {
      take(i, needs.apply(candidates.get(i).packages()));
    }
  }

  private void take(int candidate, Collection<InstalledPackage> wanted) {
    for (InstalledPackage installed : List.copyOf(free)) {
      if (wanted.contains(installed)) {
        taken.computeIfAbsent(candidate, i -> new ArrayList<>()).add(installed);
        free.remove(installed);
      }
    }
  }

  /** The packages of other findings that can be without {@code packages}. */
  private Set<InstalledPackage> othersThan(List<InstalledPackage> packages) {
    Set<InstalledPackage> others = identitySet();
    others.addAll(direct);
    packages.forEach(others::remove);
    dependencies.dependents(packages).forEach(others::remove);
    return others;
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

  private static Set<InstalledPackage> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
