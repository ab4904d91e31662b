package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a package manager installs: all of a package, all that it depends on, and its records. */
final class WholePackages {
  private static final List<String> RECORDS =
      List.of("/var/lib/dpkg", "/lib/apk", "/usr/lib/apk", "/var/lib/rpm", "/usr/lib/sysimage");
  private static final String SCRIPTS = "/var/lib/dpkg/info";

  private WholePackages() {}

  /**
   * {@code files}, and the rest of the packages that own them.
   *
   * @param isThere whether the base has a file already
   */
  static List<RootFile> with(
      Subject subject, Removable removable, List<RootFile> files, Predicate<RootFile> isThere) {
    Set<InstalledPackage> packages = packages(subject, files);
    if (packages.isEmpty()) {
      return files;
    }
    Map<String, RootFile> all = new LinkedHashMap<>();
    files.forEach(file -> all.put(file.path(), file));
    for (InstalledPackage installed : packages) {
      for (String path : installed.files()) {
        subject
            .root()
            .find(path)
            .filter(file -> !isThere.test(file) && !removable.has(file.path(), Confidence.MEDIUM))
            .ifPresent(file -> all.putIfAbsent(file.path(), file));
      }
    }
    addRecords(subject, packages, isThere, all);
    return List.copyOf(all.values());
  }

  private static Set<InstalledPackage> packages(Subject subject, List<RootFile> files) {
    Deque<InstalledPackage> toFollow = new ArrayDeque<>();
    for (RootFile file : files) {
      subject.packages().owner(file.path()).ifPresent(toFollow::add);
    }
    Map<String, InstalledPackage> byName = byName(subject);
    Set<InstalledPackage> packages = new HashSet<>();
    while (!toFollow.isEmpty()) {
      InstalledPackage next = toFollow.remove();
      if (packages.add(next)) {
        for (List<String> alternatives : next.depends()) {
          alternatives.stream()
              .filter(byName::containsKey)
              .findFirst()
              .map(byName::get)
              .ifPresent(toFollow::add);
        }
      }
    }
    return packages;
  }

  private static Map<String, InstalledPackage> byName(Subject subject) {
    Map<String, InstalledPackage> byName = new HashMap<>();
    for (InstalledPackage installed : subject.packages().packages()) {
      byName.putIfAbsent(installed.name(), installed);
    }
    for (InstalledPackage installed : subject.packages().packages()) {
      installed.provides().forEach(name -> byName.putIfAbsent(name, installed));
    }
    return byName;
  }

  private static void addRecords(
      Subject subject,
      Set<InstalledPackage> packages,
      Predicate<RootFile> isThere,
      Map<String, RootFile> all) {
    Set<String> names = new HashSet<>();
    packages.forEach(installed -> names.add(installed.name()));
    List<RootFile> records = new ArrayList<>();
    RECORDS.forEach(directory -> records.addAll(subject.root().below(directory)));
    for (RootFile record : records) {
      boolean isOfAnother =
          Paths.parent(record.path()).equals(SCRIPTS)
              && !names.contains(
                  Paths.name(record.path()).replaceFirst("(:[a-z0-9]+)?\\.[a-z]+$", ""));
      if (record.isRegular() && !isOfAnother && !isThere.test(record)) {
        all.putIfAbsent(record.path(), record);
      }
    }
  }
}
