package dev.imageaudit.packages;

import java.util.List;
import java.util.Optional;

/**
 * A package that an image's package database lists as installed.
 *
 * @param format whose database it is
 * @param name such as {@code gcc-12}
 * @param version as the database writes it
 * @param architecture as the database writes it, such as {@code amd64}
 * @param source the source package's name; empty where it is the package's own
 * @param section Debian's section, such as {@code devel}; empty where there is none
 * @param licence as the database writes it; empty where it has none
 * @param essential whether the base system cannot do without it (Debian's Essential, or priority
 *     required)
 * @param reason whether it was installed only because another package depends on it
 * @param depends what it needs: each a list of alternatives, names without versions, of rpm paths
 *     too
 * @param recommends what is installed along with it unless told otherwise: as {@code depends}
 * @param provides the virtual packages that it stands for
 * @param files absolute paths that it owns
 */
public record InstalledPackage(
    PackageFormat format,
    String name,
    String version,
    String architecture,
    Optional<String> source,
    String section,
    Optional<String> licence,
    boolean essential,
    InstallReason reason,
    List<List<String>> depends,
    List<List<String>> recommends,
    List<String> provides,
    List<String> files) {

  public InstalledPackage {
    depends = depends.stream().map(List::copyOf).toList();
    recommends = recommends.stream().map(List::copyOf).toList();
    provides = List.copyOf(provides);
    files = List.copyOf(files);
  }

  /** Whether it is known to be there only because another package depends on it. */
  public boolean automatic() {
    return reason == InstallReason.DEPENDENCY;
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
