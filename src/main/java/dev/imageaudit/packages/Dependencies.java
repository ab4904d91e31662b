package dev.imageaudit.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package needs which: what {@code apt autoremove} or {@code apk del} would take along.
 *
 * <p>As APT does, everything installed that may satisfy a dependency is kept, and so is what is
 * recommended; what is merely suggested is not, for Docker's Debian images say so.
 */
public final class Dependencies {
  private static final Comparator<InstalledPackage> BY_NAME =
      Comparator.comparing(InstalledPackage::name)
          .thenComparing(InstalledPackage::architecture)
          .thenComparing(InstalledPackage::version);

  private final PackageInventory inventory;
  private final Map<String, List<InstalledPackage>> providers = new HashMap<>();

  public Dependencies(PackageInventory inventory) {
    this.inventory = inventory;
    for (InstalledPackage installed : inventory.packages()) {
      providers.computeIfAbsent(installed.name(), n -> new ArrayList<>()).add(installed);
      for (String provided : installed.provides()) {
        providers.computeIfAbsent(provided, n -> new ArrayList<>()).add(installed);
      }
    }
  }

  /**
   * The packages that were installed automatically and that nobody needs any more without {@code
   * removed}, sorted by name. What nobody needed before is not among them. Empty where the database
   * does not say what was installed automatically.
   */
  public Set<InstalledPackage> orphanedBy(Collection<InstalledPackage> removed) {
    Set<InstalledPackage> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(removed);
    Set<InstalledPackage> before = needed(Set.of());
    Set<InstalledPackage> after = needed(gone);
    Set<InstalledPackage> orphaned = new TreeSet<>(BY_NAME);
    for (InstalledPackage installed : before) {
      if (!after.contains(installed) && !gone.contains(installed)) {
        orphaned.add(installed);
      }
    }
    return orphaned;
  }

  /**
   * The packages that cannot be without {@code removed}: what {@code apt remove} would take along,
   * and what those would; sorted by name, without {@code removed} themselves.
   */
  public Set<InstalledPackage> dependents(Collection<InstalledPackage> removed) {
    Set<InstalledPackage> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(removed);
    Set<InstalledPackage> dependents = new TreeSet<>(BY_NAME);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (InstalledPackage installed : inventory.packages()) {
        if (!gone.contains(installed) && lacks(installed, gone)) {
          gone.add(installed);
          changed = dependents.add(installed);
        }
      }
    }
    return dependents;
  }

  /** Whether {@code installed} loses the last provider of something that it depends on. */
  private boolean lacks(InstalledPackage installed, Set<InstalledPackage> gone) {
    for (List<String> alternatives : installed.depends()) {
      Deque<InstalledPackage> satisfying = new ArrayDeque<>();
      addProviders(alternatives, satisfying);
      if (!satisfying.isEmpty() && gone.containsAll(satisfying)) {
        return true;
      }
    }
    return false;
  }

  /** {@code wanted} and all that they need or recommend, directly or not. */
  public Set<InstalledPackage> closure(Collection<InstalledPackage> wanted) {
    return reach(wanted, Set.of());
  }

  /** The same, as if {@code removed} were not installed. */
  public Set<InstalledPackage> closureWithout(
      Collection<InstalledPackage> removed, Collection<InstalledPackage> wanted) {
    Set<InstalledPackage> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(removed);
    return reach(wanted, gone);
  }

  /**
   * {@code wanted} and all that they cannot be without, directly or not: of alternatives the first
   * that is installed.
   */
  public Set<InstalledPackage> requirements(Collection<InstalledPackage> wanted) {
    Set<InstalledPackage> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<InstalledPackage> waiting = new ArrayDeque<>(wanted);
    while (!waiting.isEmpty()) {
      InstalledPackage next = waiting.pop();
      if (reached.add(next)) {
        for (List<String> alternatives : next.depends()) {
          alternatives.stream()
              .map(this::providers)
              .filter(installed -> !installed.isEmpty())
              .findFirst()
              .ifPresent(waiting::addAll);
        }
      }
    }
    return reached;
  }

  private Set<InstalledPackage> needed(Set<InstalledPackage> gone) {
    return reach(inventory.packages().stream().filter(Dependencies::isRoot).toList(), gone);
  }

  private static boolean isRoot(InstalledPackage installed) {
    return installed.essential() || !installed.automatic();
  }

  private Set<InstalledPackage> reach(
      Collection<InstalledPackage> roots, Set<InstalledPackage> gone) {
    Set<InstalledPackage> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<InstalledPackage> waiting = new ArrayDeque<>(roots);
    while (!waiting.isEmpty()) {
      InstalledPackage next = waiting.pop();
      if (!gone.contains(next) && reached.add(next)) {
        next.depends().forEach(relation -> addProviders(relation, waiting));
        next.recommends().forEach(relation -> addProviders(relation, waiting));
      }
    }
    return reached;
  }

  private void addProviders(List<String> alternatives, Deque<InstalledPackage> waiting) {
    for (String name : alternatives) {
      waiting.addAll(providers(name));
    }
  }

  /** A path is provided by the package that owns it, too. */
  private List<InstalledPackage> providers(String name) {
    List<InstalledPackage> named = providers.getOrDefault(name, List.of());
    Optional<InstalledPackage> owner =
        name.startsWith("/") ? inventory.owner(name) : Optional.empty();
    if (owner.isEmpty() || named.contains(owner.get())) {
      return named;
    }
    List<InstalledPackage> all = new ArrayList<>(named);
    all.add(owner.get());
    return all;
  }
}
