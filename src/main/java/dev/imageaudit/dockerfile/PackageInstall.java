package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the last stage installs a distribution's packages and leaves no cache behind. */
final class PackageInstall {
  private PackageInstall() {}

  /** The command that installs {@code names} with the package manager of {@code subject}. */
  static Optional<String> command(Subject subject, List<String> names) {
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
