package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What pip and its like have installed, and what setuptools did before them.
 *
 * @see <a
 *     href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/">
 *     Python, recording installed projects</a>
 */
final class PythonPackages implements Ecosystem {
  private static final String EGG_MANIFEST = "PKG-INFO";

  /** The metadata's head: behind it lies the description. */
  private static final int HEAD_BYTES = 16 << 10;

  private static final int RECORD_BYTES = 8 << 20;

  /** Those that leave {@code REQUESTED} with what was asked for. */
  private static final Set<String> SAYING_WHY = Set.of("pip", "uv");

  @Override
  public List<Keep> keeps() {
    return List.of(
        new Keep(manifests(), HEAD_BYTES, true),
        new Keep(PathPattern.of("/**/*.dist-info/RECORD"), RECORD_BYTES),
        new Keep(PathPattern.of("/**/*.egg-info/installed-files.txt"), RECORD_BYTES),
        new Keep(PathPattern.of("/**/*.dist-info/INSTALLER"), 256));
  }

  @Override
  public PathPattern manifests() {
    return PathPattern.of("/**/{*.dist-info/METADATA,*.egg-info/PKG-INFO,*.egg-info}");
  }

  @Override
  public void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found) {
    Map<String, String> head = PythonMetadata.head(Manifest.text(manifest));
    ApplicationPackage.of(
            PackageFormat.PYPI,
            head.getOrDefault("name", ""),
            head.getOrDefault("version", ""),
            PythonMetadata.licence(head),
            reason(root, Paths.parent(manifest.path())),
            manifest.path(),
            files(root, manifest.path()))
        .filter(installed -> !installed.version().isEmpty())
        .map(PythonPackages::withNormalName)
        .ifPresent(found);
  }

  /** Names of Python's packages are equal in either case, and with either dash. */
  private static ApplicationPackage withNormalName(ApplicationPackage installed) {
    String name = installed.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return installed.withPurl(
        Optional.of(PackageUrl.of("pypi", name, installed.version(), Map.of())));
  }

  private static InstallReason reason(RootFilesystem root, String directory) {
    if (root.find(directory + "/REQUESTED").isPresent()) {
      return InstallReason.REQUESTED;
    }
    return SAYING_WHY.contains(Manifest.text(root, directory + "/INSTALLER").strip())
        ? InstallReason.DEPENDENCY
        : InstallReason.UNKNOWN;
  }

  private static List<String> files(RootFilesystem root, String manifest) {
    String directory = Paths.parent(manifest);
    if (manifest.endsWith(".egg-info")) {
      return List.of(manifest);
    }
    List<String> listed =
        Paths.name(manifest).equals(EGG_MANIFEST)
            ? lines(root, directory + "/installed-files.txt", directory)
            : recorded(root, directory);
    return listed.isEmpty() ? Manifest.below(root, directory) : listed;
  }

  private static List<String> lines(RootFilesystem root, String list, String directory) {
    return Manifest.existing(root, directory, Manifest.text(root, list).lines().toList());
  }

  /** Lines of a path, a sum and a length; the path is relative to where the packages lie. */
  private static List<String> recorded(RootFilesystem root, String directory) {
    List<String> paths =
        Manifest.text(root, directory + "/RECORD").lines().map(PythonPackages::path).toList();
    return Stream.of(Paths.parent(directory))
        .flatMap(site -> Manifest.existing(root, site, paths).stream())
        .toList();
  }

  /** The first field, which is quoted where it has a comma in it. */
  private static String path(String line) {
    if (line.startsWith("\"")) {
      int end = line.indexOf("\",", 1);
      return end < 0 ? "" : line.substring(1, end).replace("\"\"", "\"");
    }
    int comma = line.indexOf(',');
    return comma < 0 ? line : line.substring(0, comma);
  }
}
