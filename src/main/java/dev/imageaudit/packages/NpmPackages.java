package dev.imageaudit.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The packages in {@code node_modules}, whoever has installed them.
 *
 * @see <a href="https://docs.npmjs.com/cli/v11/configuring-npm/package-json">npm, package.json</a>
 */
final class NpmPackages implements Ecosystem {
  private static final PathPattern MANIFESTS =
      PathPattern.of("/**/node_modules/{*,@*/*}/package.json");
  private static final PathPattern PROJECTS =
      PathPattern.of("/{,*/,*/*/,*/*/*/,*/*/*/*/}package.json");
  private static final int MANIFEST_BYTES = 256 << 10;
  private static final String MODULES = "/node_modules/";

  /** Nobody nests deeper, and each level is looked through by all above it. */
  private static final int MAX_DEPTH = 16;

  private static final List<String> WANTED =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  @Override
  public List<Keep> keeps() {
    return List.of(new Keep(MANIFESTS, MANIFEST_BYTES), new Keep(PROJECTS, MANIFEST_BYTES));
  }

  @Override
  public PathPattern manifests() {
    return MANIFESTS;
  }

  @Override
  public void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found) {
    JsonNode json = Manifest.json(manifest);
    String name = json.path("name").asText("");
    String version = json.path("version").asText("");
    String directory = Paths.parent(manifest.path());
    // What lies in a package's own folders and is called so is a test's, or a stub.
    if (!version.isEmpty() && depth(directory) <= MAX_DEPTH) {
      ApplicationPackage.of(
              PackageFormat.NPM,
              name,
              version,
              licence(json),
              reason(root, directory, name),
              manifest.path(),
              files(root, directory))
          .ifPresent(found);
    }
  }

  private static int depth(String directory) {
    return directory.split(MODULES, MAX_DEPTH + 2).length - 1;
  }

  private static Optional<String> licence(JsonNode json) {
    JsonNode licence = json.path("license");
    String text = licence.isObject() ? licence.path("type").asText("") : licence.asText("");
    if (text.isEmpty()) {
      List<String> several = new ArrayList<>();
      json.path("licenses").forEach(l -> several.add(l.path("type").asText("")));
      text = String.join(" OR ", several);
    }
    return Optional.of(text);
  }

  /** The project lies where the outermost {@code node_modules} is; pnpm links from there. */
  private static InstallReason reason(RootFilesystem root, String directory, String name) {
    String project = directory.substring(0, directory.indexOf(MODULES));
    boolean isOutermost =
        root.resolve(project + MODULES + name).filter(d -> d.path().equals(directory)).isPresent();
    if (!isOutermost) {
      return InstallReason.DEPENDENCY;
    }
    Optional<RootFile> manifest =
        root.resolve(project + "/package.json").filter(f -> f.inode().content().isPresent());
    if (manifest.isEmpty()) {
      return InstallReason.UNKNOWN;
    }
    JsonNode json = Manifest.json(manifest.get());
    return WANTED.stream().anyMatch(field -> json.path(field).has(name))
        ? InstallReason.REQUESTED
        : InstallReason.DEPENDENCY;
  }

  /** All in its directory but the packages nested in it. */
  private static List<String> files(RootFilesystem root, String directory) {
    return root.below(directory).stream()
        .map(RootFile::path)
        .filter(path -> path.indexOf(MODULES, directory.length()) < 0)
        .toList();
  }
}
