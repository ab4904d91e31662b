package dev.imageaudit.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages of one image, and which of the distribution's owns a path. */
public final class PackageInventory {
  /** Of an image without a package database. */
  public static final PackageInventory EMPTY = new PackageInventory(List.of());

  private final List<InstalledPackage> packages;
  private final List<ApplicationPackage> applications;
  private final List<String> unread;
  private final Map<String, InstalledPackage> owners = new HashMap<>();
  private final Set<String> recorded = new HashSet<>();

  /** An inventory of {@code packages}; of two owners of a path the first by name counts. */
  public PackageInventory(List<InstalledPackage> packages) {
    this(packages, List.of(), List.of());
  }

  /**
   * An inventory that may not be complete.
   *
   * @param packages those of the distribution
   * @param applications those beside them
   * @param unread the paths of the databases that could not be read, or not to their end
   */
  public PackageInventory(
      List<InstalledPackage> packages, List<ApplicationPackage> applications, List<String> unread) {
    List<InstalledPackage> sorted = new ArrayList<>(packages);
    sorted.sort(
        Comparator.comparing(InstalledPackage::name)
            .thenComparing(InstalledPackage::architecture)
            .thenComparing(InstalledPackage::version));
    this.packages = List.copyOf(sorted);
    this.applications = List.copyOf(applications);
    this.unread = List.copyOf(unread);
    for (InstalledPackage installed : this.packages) {
      for (String file : installed.files()) {
        owners.putIfAbsent(file, installed);
      }
    }
    for (ApplicationPackage application : this.applications) {
      if (application.format() == PackageFormat.PYPI) {
        recorded.addAll(application.files());
      }
    }
  }

  /** Those of the distribution, by name. */
  public List<InstalledPackage> packages() {
    return packages;
  }

  /** Those beside the distribution's, by format and name. */
  public List<ApplicationPackage> applications() {
    return applications;
  }

  /** The paths of the package databases that could not be read, or not to their end. */
  public List<String> unread() {
    return unread;
  }

  /** The package that owns {@code path}. */
  public Optional<InstalledPackage> owner(String path) {
    return Optional.ofNullable(owners.get(path));
  }

  /**
   * Whether a package of Python's that is installed lists {@code path} as its own. Others' packages
   * say only where they lie, and the application itself may be one of them.
   */
  public boolean isRecorded(String path) {
    return recorded.contains(path);
  }

  public Optional<InstalledPackage> named(String name) {
    return packages.stream().filter(p -> p.name().equals(name)).findFirst();
  }
}
