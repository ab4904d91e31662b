package dev.imageaudit.packages;

import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What dpkg keeps of one package in files of its own: the list of its files, their sums, its
 * scripts. Where they are missing, dpkg takes the package to have no files.
 */
public final class DpkgRecords {
  private static final String DIRECTORY = "/var/lib/dpkg/info/";
  private static final List<String> KINDS =
      List.of(
          "list",
          "md5sums",
          "conffiles",
          "config",
          "preinst",
          "postinst",
          "prerm",
          "postrm",
          "shlibs",
          "symbols",
          "templates",
          "triggers");

  private DpkgRecords() {}

  /** Those of {@code installed} that {@code root} has; none where it is no Debian package. */
  public static List<RootFile> of(RootFilesystem root, InstalledPackage installed) {
    List<RootFile> records = new ArrayList<>();
    if (installed.format() == PackageFormat.DEB) {
      for (String kind : KINDS) {
        String name = DIRECTORY + installed.name();
        Optional<RootFile> record = root.find(name + ":" + installed.architecture() + "." + kind);
        record.or(() -> root.find(name + "." + kind)).ifPresent(records::add);
      }
    }
    return records;
  }
}
