package dev.imageaudit.audit;

import dev.imageaudit.estimate.Bytes;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.ApplicationPackage;
import dev.imageaudit.packages.InstallReason;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.OsRelease;
import dev.imageaudit.packages.PackageInventory;
import dev.imageaudit.packages.PackageUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Weighs the packages of an image and turns them into the records that the report shows. */
final class PackageList {
  /** Some five megabytes of a report; the largest images known have a third. */
  static final int MAX_PACKAGES = 20_000;

  private static final int MAX_TEXT_LENGTH = 256;

  /** A package's files, and its bytes by layer. */
  private static final class Weight {
    private final SortedMap<Integer, Bytes> byLayer = new TreeMap<>();
    private int files;

    private Bytes sum() {
      return byLayer.values().stream().reduce(Bytes.ZERO, Bytes::plus);
    }

    private Optional<Integer> layer() {
      return byLayer.entrySet().stream()
          .max(
              Map.Entry.<Integer, Bytes>comparingByValue(
                      Comparator.comparingLong(Bytes::uncompressedBytes))
                  .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
          .map(Map.Entry::getKey);
    }
  }

  private final RootFilesystem root;
  private final PackageInventory inventory;
  private final IdentityHashMap<Object, Weight> weights = new IdentityHashMap<>();

  PackageList(RootFilesystem root, PackageInventory inventory) {
    this.root = root;
    this.inventory = inventory;
    weigh();
  }

  /** Of several owners the distribution's package counts, then the first that claims a path. */
  private void weigh() {
    Map<String, ApplicationPackage> claims = new HashMap<>();
    for (ApplicationPackage installed : inventory.applications()) {
      installed.files().forEach(path -> claims.putIfAbsent(path, installed));
    }
    Set<FileEntry> weighed = Collections.newSetFromMap(new IdentityHashMap<>());
    // A hard link may lie in a later layer than the content; where no other name is left, it
    // counts.
    for (boolean isHardLink : new boolean[] {false, true}) {
      for (RootFile file : root.files()) {
        if (file.isHardLink() == isHardLink) {
          owner(file.path(), claims).ifPresent(owner -> add(weight(owner), file, weighed));
        }
      }
    }
  }

  private Optional<Object> owner(String path, Map<String, ApplicationPackage> claims) {
    Optional<InstalledPackage> installed = inventory.owner(path);
    return installed.isPresent()
        ? Optional.of(installed.get())
        : Optional.ofNullable(claims.get(path));
  }

  private Weight weight(Object installed) {
    return weights.computeIfAbsent(installed, i -> new Weight());
  }

  private static void add(Weight weight, RootFile file, Set<FileEntry> weighed) {
    if (file.type() != FileType.DIRECTORY) {
      weight.files++;
    }
    for (FileEntry entry : List.of(file.entry(), file.inode())) {
      if (weighed.add(entry)) {
        weight.byLayer.merge(file.layer(), Bytes.of(entry), Bytes::plus);
      }
    }
  }

  /** All of them: the distribution's, then the others; by type, name, version and path. */
  List<ImageAudit.ListedPackage> packages() {
    OsRelease distribution = OsRelease.of(root);
    List<ImageAudit.ListedPackage> packages = new ArrayList<>();
    inventory.packages().forEach(p -> packages.add(of(p, distribution)));
    inventory.applications().forEach(p -> packages.add(of(p)));
    packages.sort(
        Comparator.comparing((ImageAudit.ListedPackage p) -> p.path().isPresent())
            .thenComparing(ImageAudit.ListedPackage::type)
            .thenComparing(ImageAudit.ListedPackage::name)
            .thenComparing(p -> p.version().orElse(""))
            .thenComparing(p -> p.path().orElse(""))
            .thenComparing(p -> p.purl().orElse("")));
    return packages;
  }

  private ImageAudit.ListedPackage of(InstalledPackage installed, OsRelease distribution) {
    Weight weight = weight(installed);
    Bytes bytes = weight.sum();
    boolean isNamed =
        installed.name().length() <= MAX_TEXT_LENGTH
            && installed.version().length() <= MAX_TEXT_LENGTH;
    return new ImageAudit.ListedPackage(
        installed.format().type(),
        shortened(installed.name()),
        version(installed.version()),
        isNamed ? Optional.of(PackageUrl.of(installed, distribution)) : Optional.empty(),
        installed.licence().map(PackageList::shortened),
        direct(installed.reason()),
        Optional.empty(),
        weight.files,
        bytes.uncompressedBytes(),
        bytes.compressedBytes(),
        weight.layer());
  }

  private ImageAudit.ListedPackage of(ApplicationPackage installed) {
    Weight weight = weight(installed);
    Bytes bytes = weight.sum();
    return new ImageAudit.ListedPackage(
        installed.format().type(),
        installed.name(),
        version(installed.version()),
        installed.purl(),
        installed.licence(),
        direct(installed.reason()),
        Optional.of(installed.path()),
        weight.files,
        bytes.uncompressedBytes(),
        bytes.compressedBytes(),
        weight.layer().or(() -> root.find(installed.path()).map(RootFile::layer)));
  }

  private static Optional<String> version(String version) {
    return Optional.of(version).filter(v -> !v.isEmpty()).map(PackageList::shortened);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
  }

  private static Optional<Boolean> direct(InstallReason reason) {
    return switch (reason) {
      case REQUESTED -> Optional.of(true);
      case DEPENDENCY -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }
}
