package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Debian's package database: {@code status} with its lists of files, or the {@code status.d} of
 * distroless images.
 *
 * @see <a href="https://manpages.debian.org/bookworm/dpkg/dpkg-query.1.en.html">dpkg-query(1), on
 *     package states</a>
 */
final class DpkgDatabase {
  static final String DIRECTORY = "/var/lib/dpkg";
  private static final String SUMS = ".md5sums";

  /** States in which none of a package's files but configuration is there. */
  private static final Set<String> ABSENT = Set.of("not-installed", "config-files");

  private final RootFilesystem root;
  private final OwnedPaths paths;
  private final Diversions diversions;
  private final Set<String> automatic;

  DpkgDatabase(RootFilesystem root) {
    this.root = root;
    this.paths = new OwnedPaths(root);
    this.diversions = new Diversions(text(DIRECTORY + "/diversions"));
    this.automatic = automaticPackages();
  }

  List<InstalledPackage> read() {
    List<InstalledPackage> packages = new ArrayList<>();
    for (Map<String, String> paragraph : ControlFile.paragraphs(text(DIRECTORY + "/status"))) {
      if (isInstalled(paragraph)) {
        packages.add(installed(paragraph, listedFiles(paragraph)));
      }
    }
    for (RootFile file : root.children(DIRECTORY + "/status.d")) {
      if (!file.path().endsWith(SUMS)) {
        readDistroless(file, packages);
      }
    }
    return packages;
  }

  private void readDistroless(RootFile file, List<InstalledPackage> packages) {
    List<String> files = summedFiles(text(file.path() + SUMS));
    for (Map<String, String> paragraph : ControlFile.paragraphs(text(file.path()))) {
      if (isInstalled(paragraph)) {
        packages.add(installed(paragraph, files));
      }
    }
  }

  private static boolean isInstalled(Map<String, String> paragraph) {
    String status = paragraph.getOrDefault("status", "installed");
    String state = status.substring(status.lastIndexOf(' ') + 1);
    return !paragraph.getOrDefault("package", "").isEmpty() && !ABSENT.contains(state);
  }

  private InstalledPackage installed(Map<String, String> paragraph, List<String> files) {
    String name = field(paragraph, "package");
    String source = field(paragraph, "source").split(" ", 2)[0];
    List<List<String>> depends =
        ControlFile.relations(field(paragraph, "pre-depends") + "," + field(paragraph, "depends"));
    List<String> provides =
        ControlFile.relations(field(paragraph, "provides")).stream().flatMap(List::stream).toList();
    return new InstalledPackage(
        PackageFormat.DEB,
        name,
        field(paragraph, "version"),
        field(paragraph, "architecture"),
        Optional.of(source).filter(s -> !s.isEmpty() && !s.equals(name)),
        field(paragraph, "section"),
        Optional.empty(),
        isEssential(paragraph),
        reason(name + ":" + field(paragraph, "architecture")),
        depends,
        ControlFile.relations(field(paragraph, "recommends")),
        provides,
        files);
  }

  private InstallReason reason(String nameAndArchitecture) {
    if (automatic.isEmpty()) {
      return InstallReason.UNKNOWN;
    }
    return automatic.contains(nameAndArchitecture)
        ? InstallReason.DEPENDENCY
        : InstallReason.REQUESTED;
  }

  private static boolean isEssential(Map<String, String> paragraph) {
    return field(paragraph, "essential").equals("yes")
        || field(paragraph, "protected").equals("yes")
        || field(paragraph, "priority").equals("required");
  }

  private List<String> listedFiles(Map<String, String> paragraph) {
    String name = field(paragraph, "package");
    String info = DIRECTORY + "/info/" + name;
    // Packages of which several architectures may be installed carry theirs in the list's name.
    String list = info + ":" + field(paragraph, "architecture") + ".list";
    String text = root.find(list).isPresent() ? text(list) : text(info + ".list");
    return text.lines()
        .filter(line -> line.startsWith("/"))
        .map(line -> diversions.locate(line, name))
        .flatMap(line -> paths.locate(line).stream())
        .toList();
  }

  /** Lines of a sum, two spaces, and a path without its leading slash. */
  private List<String> summedFiles(String sums) {
    return sums.lines()
        .filter(line -> line.indexOf(' ') > 0)
        .map(line -> "/" + line.substring(line.indexOf(' ')).strip())
        .flatMap(line -> paths.locate(line).stream())
        .toList();
  }

  /**
   * As {@code name:architecture}. APT writes the native architecture for a package of architecture
   * {@code all}, of which there is only one.
   */
  private Set<String> automaticPackages() {
    return ControlFile.paragraphs(text("/var/lib/apt/extended_states")).stream()
        .filter(paragraph -> field(paragraph, "auto-installed").equals("1"))
        .flatMap(
            paragraph ->
                Stream.of(field(paragraph, "architecture"), "all")
                    .map(architecture -> field(paragraph, "package") + ":" + architecture))
        .collect(Collectors.toUnmodifiableSet());
  }

  private String text(String path) {
    return root.resolve(path).flatMap(f -> f.inode().content()).map(Content::names).orElse("");
  }

  private static String field(Map<String, String> paragraph, String name) {
    return paragraph.getOrDefault(name, "");
  }
}
