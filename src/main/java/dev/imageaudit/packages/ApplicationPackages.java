package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PatternIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The packages that lie beside a distribution's: those of every language that is known. */
final class ApplicationPackages {
  private static final int MAX_PACKAGES = 200_000;

  /** How often each file may be a package's: hostile manifests all claim all files. */
  private static final int MAX_OWNERS = 4;

  private static final List<Ecosystem> ECOSYSTEMS =
      List.of(
          new NpmPackages(),
          new PythonPackages(),
          new CondaPackages(),
          new GemPackages(),
          new JarPackages(),
          new NugetPackages(),
          new ComposerPackages());
  private static final PatternIndex<Ecosystem> BY_MANIFEST =
      PatternIndex.of(ECOSYSTEMS, Ecosystem::manifests);

  private final Set<ApplicationPackage> found = new LinkedHashSet<>();
  private long filesLeft;

  private ApplicationPackages(RootFilesystem root) {
    this.filesLeft = (long) MAX_OWNERS * root.files().size();
  }

  static List<Keep> keeps() {
    return ECOSYSTEMS.stream().flatMap(ecosystem -> ecosystem.keeps().stream()).toList();
  }

  /**
   * Those of {@code root}, by format, name, version and path. What lies in a file that {@code
   * isOwned} is part of the distribution's package that owns it.
   */
  static List<ApplicationPackage> read(RootFilesystem root, Predicate<String> isOwned) {
    ApplicationPackages packages = new ApplicationPackages(root);
    for (RootFile file : root.files()) {
      if (file.isRegular() && !file.isHardLink()) {
        List<Ecosystem> ecosystems = BY_MANIFEST.matching(file.path());
        boolean isProgram = file.inode().elf().isPresent();
        if ((isProgram || !ecosystems.isEmpty()) && !isOwned.test(file.path())) {
          ecosystems.forEach(ecosystem -> ecosystem.read(root, file, packages::add));
          LinkedModules.read(file, packages::add);
        }
      }
    }
    List<ApplicationPackage> sorted = new ArrayList<>(packages.withoutParts());
    sorted.sort(
        Comparator.comparing(ApplicationPackage::format)
            .thenComparing(ApplicationPackage::name)
            .thenComparing(ApplicationPackage::version)
            .thenComparing(ApplicationPackage::path));
    return sorted;
  }

  /** Conda is a distribution, too: what it has installed for Python is its own package's. */
  private List<ApplicationPackage> withoutParts() {
    Set<String> ofConda = new HashSet<>();
    for (ApplicationPackage installed : found) {
      if (installed.format() == PackageFormat.CONDA) {
        ofConda.addAll(installed.files());
      }
    }
    return found.stream()
        .filter(p -> p.format() == PackageFormat.CONDA || !ofConda.contains(p.path()))
        .toList();
  }

  private void add(ApplicationPackage installed) {
    filesLeft -= installed.files().size();
    if (found.size() < MAX_PACKAGES) {
      found.add(filesLeft >= 0 ? installed : installed.withoutFiles());
    }
  }
}
