package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Alpine's package database: paragraphs of one-letter fields, in which {@code F:} names a directory
 * and each {@code R:} after it a file there.
 *
 * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec">Alpine's apk specification</a>
 */
final class ApkDatabase {
  private static final List<String> PLACES =
      List.of("/usr/lib/apk/db/installed", "/lib/apk/db/installed");

  private final OwnedPaths paths;
  private final String installed;
  private final Set<String> world;

  ApkDatabase(RootFilesystem root) {
    this.paths = new OwnedPaths(root);
    this.installed =
        PLACES.stream()
            .map(place -> text(root, place))
            .filter(t -> !t.isEmpty())
            .findFirst()
            .orElse("");
    this.world =
        text(root, "/etc/apk/world")
            .lines()
            .flatMap(line -> Stream.of(line.strip().split("\\s+", -1)))
            .map(ApkDatabase::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  List<InstalledPackage> read() {
    List<InstalledPackage> packages = new ArrayList<>();
    Map<Character, String> fields = new HashMap<>();
    List<String> files = new ArrayList<>();
    String directory = "/";
    for (String line : (Iterable<String>) installed.lines()::iterator) {
      if (line.isBlank()) {
        add(packages, fields, files);
        fields.clear();
        files.clear();
        directory = "/";
      } else if (line.length() >= 2 && line.charAt(1) == ':') {
        String value = line.substring(2);
        switch (line.charAt(0)) {
          case 'F' -> {
            directory = "/" + value;
            paths.locate(directory).ifPresent(files::add);
          }
          case 'R' -> paths.locate(Paths.child(directory, value)).ifPresent(files::add);
          default -> fields.putIfAbsent(line.charAt(0), value);
        }
      }
    }
    add(packages, fields, files);
    return packages;
  }

  private void add(
      List<InstalledPackage> packages, Map<Character, String> fields, List<String> files) {
    String name = fields.getOrDefault('P', "");
    if (name.isEmpty()) {
      return;
    }
    packages.add(
        new InstalledPackage(
            PackageFormat.APK,
            name,
            fields.getOrDefault('V', ""),
            fields.getOrDefault('A', ""),
            Optional.ofNullable(fields.get('o')).filter(o -> !o.isEmpty() && !o.equals(name)),
            "",
            Optional.ofNullable(fields.get('L')).filter(text -> !text.isEmpty()),
            false,
            reason(name),
            names(fields.getOrDefault('D', "")).stream().map(List::of).toList(),
            List.of(),
            names(fields.getOrDefault('p', "")),
            files));
  }

  private InstallReason reason(String name) {
    if (world.isEmpty()) {
      return InstallReason.UNKNOWN;
    }
    return world.contains(name) ? InstallReason.REQUESTED : InstallReason.DEPENDENCY;
  }

  /** Conflicts, which begin with an exclamation mark, are no dependencies. */
  private static List<String> names(String value) {
    return Stream.of(value.split("\\s+", -1))
        .filter(item -> !item.startsWith("!"))
        .map(ApkDatabase::name)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** {@code so:libc.so.6=1.2}, {@code gcc>12}, {@code pkg@edge}: the part before the operator. */
  private static String name(String item) {
    int end = 0;
    while (end < item.length() && "=<>~@".indexOf(item.charAt(end)) < 0) {
      end++;
    }
    return item.substring(0, end);
  }

  private static String text(RootFilesystem root, String path) {
    return root.resolve(path).flatMap(f -> f.inode().content()).map(Content::names).orElse("");
  }
}
