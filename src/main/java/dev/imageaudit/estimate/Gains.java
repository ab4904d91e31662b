package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an attacker no longer finds in an image.
 *
 * @param buildTools the compilers, SDKs and build tools that go, by name
 * @param packageManagers that go, by name
 * @param shells that go, by path
 * @param packages how many of the distribution's packages go
 * @param packageNames their names, at most a hundred
 */
public record Gains(
    List<String> buildTools,
    List<String> packageManagers,
    List<String> shells,
    int packages,
    List<String> packageNames) {
  public static final Gains NONE = new Gains(List.of(), List.of(), List.of(), 0, List.of());

  private static final int MAX_NAMES = 100;
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox");
  private static final Set<String> PLACES =
      Set.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin");

  public Gains {
    buildTools = List.copyOf(buildTools);
    packageManagers = List.copyOf(packageManagers);
    shells = List.copyOf(shells);
    packageNames = List.copyOf(packageNames);
  }

  /** What goes of {@code subject} where nothing but what {@code stays} remains. */
  static Gains of(Subject subject, Predicate<RootFile> stays) {
    List<String> packages = packages(subject, stays);
    return new Gains(
        findings(subject, stays, Set.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL)),
        findings(subject, stays, Set.of(Kind.PACKAGE_MANAGER)),
        shells(subject, stays),
        packages.size(),
        packages.subList(0, Math.min(packages.size(), MAX_NAMES)));
  }

  private static List<String> findings(
      Subject subject, Predicate<RootFile> stays, Set<Kind> kinds) {
    Set<String> names = new TreeSet<>();
    for (Residue residue : subject.residues()) {
      if (kinds.contains(residue.finding().kind())
          && residue.finding().confidence() != Confidence.LOW
          && areGone(subject, residue.finding().evidence(), stays)) {
        names.add(residue.finding().name());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> shells(Subject subject, Predicate<RootFile> stays) {
    return PLACES.stream()
        .flatMap(place -> SHELLS.stream().map(shell -> Paths.child(place, shell)))
        .flatMap(path -> subject.root().find(path).stream())
        .filter(file -> !stays.test(file))
        .map(RootFile::path)
        .sorted()
        .toList();
  }

  private static List<String> packages(Subject subject, Predicate<RootFile> stays) {
    Set<String> names = new TreeSet<>();
    for (InstalledPackage installed : subject.packages().packages()) {
      if (areGone(subject, installed.files(), stays)) {
        names.add(installed.name());
      }
    }
    return List.copyOf(names);
  }

  /** Whether there are some, and none remains; a manual that stays is no package that stays. */
  private static boolean areGone(Subject subject, List<String> paths, Predicate<RootFile> stays) {
    boolean isAny = false;
    for (String path : paths) {
      Optional<RootFile> file = subject.root().find(path).filter(RootFile::isRegular);
      if (file.isPresent() && !path.startsWith("/usr/share/doc/")) {
        if (stays.test(file.get())) {
          return false;
        }
        isAny = true;
      }
    }
    return isAny;
  }

  /** Whether anything goes. */
  public boolean isAny() {
    return !equals(NONE);
  }
}
