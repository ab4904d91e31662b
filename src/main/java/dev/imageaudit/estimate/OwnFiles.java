package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that an image's own instructions made or changed, beside what the base brought and
 * packages installed: no other base has them, whatever their names.
 */
final class OwnFiles {
  private final Subject subject;
  private final IdentityHashMap<InstalledPackage, Integer> installedIn = new IdentityHashMap<>();

  OwnFiles(Subject subject) {
    this.subject = subject;
  }

  /** Whether {@code file} is one of them. */
  boolean has(RootFile file) {
    if (file.layer() < Math.max(1, subject.baseLayers())) {
      return false;
    }
    Optional<InstalledPackage> owner = subject.packages().owner(file.path());
    return owner
        .map(o -> file.layer() > installedIn.computeIfAbsent(o, this::layerOfMost))
        .orElse(true);
  }

  /** Where a package was installed: what somebody changed since lies in a later layer. */
  private int layerOfMost(InstalledPackage installed) {
    Map<Integer, Integer> files = new HashMap<>();
    for (String path : installed.files()) {
      subject
          .root()
          .find(path)
          .filter(RootFile::isRegular)
          .ifPresent(file -> files.merge(file.layer(), 1, Integer::sum));
    }
    return files.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(Integer.MAX_VALUE);
  }
}
