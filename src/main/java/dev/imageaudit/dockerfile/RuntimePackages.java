package dev.imageaudit.dockerfile;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageDatabases;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The distribution's packages that the last stage installs, because running needs their files. */
final class RuntimePackages {
  private static final Set<Kind> LEFT_BEHIND =
      EnumSet.of(
          Kind.COMPILER,
          Kind.SDK,
          Kind.BUILD_TOOL,
          Kind.HEADERS,
          Kind.STATIC_LIBRARY,
          Kind.VCS,
          Kind.PACKAGE_MANAGER,
          Kind.DEV_DEPENDENCY);

  /** What a package may bring beside those that it is named for. */
  private static final long MAX_MORE_BYTES = 1 << 20;

  private final Subject subject;
  private final Map<String, InstalledPackage> byName = new HashMap<>();
  private final Set<String> provided = new HashSet<>();
  private final Set<String> leftBehind = new HashSet<>();
  private final Set<String> unneeded = new HashSet<>();

  /** A package with all that it needs. */
  private record Group(InstalledPackage lead, Set<String> members) {}

  private RuntimePackages(Subject subject, RootFilesystem below) {
    this.subject = subject;
    for (InstalledPackage installed : subject.packages().packages()) {
      byName.putIfAbsent(installed.name(), installed);
      installed.provides().forEach(name -> byName.putIfAbsent(name, installed));
    }
    for (Residue residue : subject.residues()) {
      if (!residue.neededAtRuntime()) {
        boolean isTool = LEFT_BEHIND.contains(residue.finding().kind());
        Set<String> names = isTool ? leftBehind : unneeded;
        boolean isOfPackage = isTool || residue.finding().kind() == Kind.ATTACK_SURFACE;
        residue.finding().owner().filter(o -> isOfPackage).ifPresent(o -> names.add(o.name()));
      }
    }
    PackageDatabases.read(below).packages().forEach(found -> provided.add(found.name()));
  }

  /**
   * The names to install, sorted: those that the original asked for, where they bring no tool
   * along; else the packages themselves that running needs.
   *
   * @param below what the last stage's base has
   * @param requested what the original asked for by name
   */
  static List<String> of(Subject subject, RootFilesystem below, Collection<String> requested) {
    return new RuntimePackages(subject, below).chosen(requested);
  }

  private List<String> chosen(Collection<String> requested) {
    Set<String> needed = needed();
    Set<String> chosen = new TreeSet<>();
    for (String name : requested) {
      InstalledPackage wanted = byName.get(name);
      if (wanted == null || provided.contains(wanted.name()) || unneeded.contains(wanted.name())) {
        continue;
      }
      Set<String> brought = withDependencies(wanted);
      if (brought.stream().noneMatch(leftBehind::contains)) {
        chosen.add(name);
        needed.removeAll(brought);
      }
    }
    for (String name : List.copyOf(needed)) {
      Set<String> brought = withDependencies(name);
      brought.remove(name);
      needed.removeAll(brought);
    }
    chosen.addAll(asPeopleWriteThem(needed));
    return List.copyOf(chosen);
  }

  /** {@code python3} rather than the packages that it consists of, if it brings little else. */
  private Set<String> asPeopleWriteThem(Set<String> needed) {
    Set<String> written = new TreeSet<>(needed);
    Set<String> brought = new HashSet<>();
    needed.forEach(name -> brought.addAll(withDependencies(name)));
    for (Group group : groups(needed)) {
      Set<String> all = group.members;
      List<String> replaced = written.stream().filter(all::contains).toList();
      if (replaced.size() > 1
          && replaced.stream().anyMatch(name -> isOfOneSource(group.lead, name))
          && all.stream().noneMatch(n -> leftBehind.contains(n) || unneeded.contains(n))
          && bytesBeside(brought, all) <= MAX_MORE_BYTES) {
        written.removeAll(replaced);
        written.add(group.lead.name());
        brought.addAll(all);
      }
    }
    return written;
  }

  /** The packages of one source with any of {@code needed}, the smallest groups first. */
  private List<Group> groups(Set<String> needed) {
    return subject.packages().packages().stream()
        .filter(installed -> needed.stream().anyMatch(name -> isOfOneSource(installed, name)))
        .map(installed -> new Group(installed, withDependencies(installed)))
        .sorted(Comparator.comparingInt(group -> group.members.size()))
        .toList();
  }

  private boolean isOfOneSource(InstalledPackage one, String other) {
    return Optional.ofNullable(byName.get(other))
        .map(RuntimePackages::source)
        .equals(Optional.of(source(one)));
  }

  private static String source(InstalledPackage installed) {
    return installed.source().orElse(installed.name());
  }

  private long bytesBeside(Set<String> brought, Set<String> all) {
    long bytes = 0;
    for (String name : all) {
      InstalledPackage more = byName.get(name);
      if (more != null && !brought.contains(name)) {
        for (String path : more.files()) {
          bytes += subject.root().find(path).map(file -> file.inode().sizeBytes()).orElse(0L);
        }
      }
    }
    return bytes;
  }

  /** Those that own what the entry point leads to, and what else of them programs like it open. */
  private Set<String> needed() {
    Set<String> exactly = new TreeSet<>();
    Set<String> byRule = new TreeSet<>();
    for (String path : subject.closure().needs().keySet()) {
      if (subject.closure().needsExactly(path)) {
        owner(path).ifPresent(exactly::add);
        // A library may be needed by a module that is needed as one of many only.
        subject.closure().steps(path).stream()
            .flatMap(step -> owner(step.need().by()).stream())
            .forEach(exactly::add);
      } else if (subject.closure().needsByRule(path)) {
        owner(path).ifPresent(byRule::add);
      }
    }
    Set<String> needed = new TreeSet<>(exactly);
    exactly.stream()
        .flatMap(name -> withDependencies(name).stream())
        .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
        .flatMap(installed -> installed.recommends().stream().flatMap(List::stream))
        .filter(byRule::contains)
        .forEach(needed::add);
    return needed;
  }

  private Optional<String> owner(String path) {
    return subject
        .packages()
        .owner(path)
        .map(InstalledPackage::name)
        .filter(name -> !provided.contains(name) && !leftBehind.contains(name));
  }

  private Set<String> withDependencies(String name) {
    InstalledPackage installed = byName.get(name);
    return installed == null ? new HashSet<>() : withDependencies(installed);
  }

  private Set<String> withDependencies(InstalledPackage first) {
    Set<String> names = new HashSet<>();
    Deque<InstalledPackage> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      InstalledPackage next = open.remove();
      if (!provided.contains(next.name()) && names.add(next.name())) {
        for (List<String> alternatives : next.depends()) {
          alternatives.stream()
              .map(byName::get)
              .filter(p -> p != null)
              .findFirst()
              .ifPresent(open::add);
        }
      }
    }
    return names;
  }
}
