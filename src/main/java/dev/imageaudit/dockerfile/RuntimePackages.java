package dev.imageaudit.dockerfile;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageDatabases;
import dev.imageaudit.packages.PackageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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

  private final Subject subject;
  private final Map<String, InstalledPackage> byName = new HashMap<>();
  private final Set<String> provided = new HashSet<>();
  private final Set<String> leftBehind = new HashSet<>();
  private final Set<String> unneeded = new HashSet<>();

  private RuntimePackages(Subject subject, FromImage base) {
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
    List<LayerIndex> layers = subject.root().layers();
    RootFilesystem below =
        RootFilesystem.of(layers.subList(0, Math.min(base.layers(), layers.size())));
    PackageDatabases.read(below).packages().forEach(found -> provided.add(found.name()));
  }

  /**
   * The names to install on {@code base}, sorted: those that the original asked for, where they
   * bring no tool along; else the packages themselves that running needs.
   *
   * @param requested what the original asked for by name
   */
  static List<String> of(Subject subject, FromImage base, Collection<String> requested) {
    return new RuntimePackages(subject, base).chosen(requested);
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
      Set<String> brought =
          Optional.ofNullable(byName.get(name)).map(this::withDependencies).orElse(new HashSet<>());
      brought.remove(name);
      needed.removeAll(brought);
    }
    chosen.addAll(needed);
    return List.copyOf(chosen);
  }

  /** Those that own what the entry point leads to. */
  private Set<String> needed() {
    Set<String> needed = new TreeSet<>();
    for (String path : subject.closure().needs().keySet()) {
      Optional<InstalledPackage> owner =
          subject.packages().owner(path).filter(o -> subject.closure().needsExactly(path));
      owner
          .map(InstalledPackage::name)
          .filter(name -> !provided.contains(name) && !leftBehind.contains(name))
          .ifPresent(needed::add);
    }
    return needed;
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

  /** The command that installs {@code names} with the package manager of {@code subject}. */
  static Optional<String> install(Subject subject, List<String> names) {
    String all = String.join(" ", names);
    Optional<PackageFormat> format =
        subject.packages().packages().stream().map(InstalledPackage::format).findFirst();
    return format.flatMap(
        manager ->
            switch (manager) {
              case DEB ->
                  Optional.of(
                      "apt-get update && apt-get install -y --no-install-recommends "
                          + all
                          + " && rm -rf /var/lib/apt/lists/* /var/cache/apt/*");
              case APK -> Optional.of("apk add --no-cache " + all);
              case RPM -> Optional.of(rpm(subject, all));
              default -> Optional.empty();
            });
  }

  private static String rpm(Subject subject, String names) {
    List<String> found = new ArrayList<>();
    for (String manager : List.of("dnf", "microdnf", "yum", "zypper")) {
      if (subject.root().resolve("/usr/bin/" + manager).isPresent()) {
        found.add(manager);
      }
    }
    String manager = found.isEmpty() ? "dnf" : found.get(0);
    return manager + " install -y " + names + " && " + manager + " clean all";
  }
}
