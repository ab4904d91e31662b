package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;

/** The package databases of an image and what its applications bring, read together. */
public final class PackageDatabases {
  private static final int DATABASE_BYTES = 32 << 20;
  private static final int LIST_BYTES = 8 << 20;

  /** Some 1,400 packages; UBI 9 has 190 in 14 MB. */
  private static final int RPM_BYTES = 96 << 20;

  private PackageDatabases() {}

  /** What a layer's indexer has to keep for {@link #read}. */
  public static List<Keep> captureKeeps() {
    List<Keep> keeps = new ArrayList<>(ApplicationPackages.keeps());
    keeps.addAll(distributionKeeps());
    return keeps;
  }

  /** Those of them that the distribution's databases need. */
  public static List<Keep> distributionKeeps() {
    return List.of(
        new Keep(PathPattern.of("/var/lib/dpkg/status"), DATABASE_BYTES),
        new Keep(PathPattern.of("/var/lib/dpkg/{info/*.list,status.d/*,diversions}"), LIST_BYTES),
        new Keep(PathPattern.of("/var/lib/apt/extended_states"), LIST_BYTES),
        new Keep(PathPattern.of("/{,usr/}lib/apk/db/installed"), DATABASE_BYTES),
        new Keep(PathPattern.of("/etc/apk/world"), LIST_BYTES),
        new Keep(
            PathPattern.of(
                "/{var/lib,usr/lib/sysimage,usr/share}/rpm/{rpmdb.sqlite,Packages,Packages.db}"),
            RPM_BYTES),
        new Keep(
            PathPattern.of("/{var/lib,usr/lib/sysimage,usr/share}/rpm/rpmdb.sqlite-wal"),
            DATABASE_BYTES),
        new Keep(PathPattern.of(DnfReasons.HISTORY + "{,-wal}"), DATABASE_BYTES),
        new Keep(PathPattern.of(DnfReasons.STATE), LIST_BYTES),
        new Keep(PathPattern.of("/{etc,usr/lib}/os-release"), 64 << 10));
  }

  /**
   * Reads every database that {@code root} has. What is malformed in them is passed over, for they
   * come from the image.
   */
  public static PackageInventory read(RootFilesystem root) {
    List<InstalledPackage> packages = new ArrayList<>(new DpkgDatabase(root).read());
    packages.addAll(new ApkDatabase(root).read());
    RpmDatabase rpm = new RpmDatabase(root);
    packages.addAll(rpm.read());
    PackageInventory system = new PackageInventory(packages);
    return new PackageInventory(
        packages,
        ApplicationPackages.read(root, path -> system.owner(path).isPresent()),
        rpm.unread());
  }
}
