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
 * What Composer has installed for an application in PHP.
 *
 * @see <a href="https://getcomposer.org/doc/04-schema.md">Composer, schema</a>
 */
final class ComposerPackages implements Ecosystem {
  private static final PathPattern MANIFESTS = PathPattern.of("/**/composer/installed.json");
  private static final int MANIFEST_BYTES = 8 << 20;

  @Override
  public List<Keep> keeps() {
    return List.of(new Keep(MANIFESTS, MANIFEST_BYTES));
  }

  @Override
  public PathPattern manifests() {
    return MANIFESTS;
  }

  @Override
  public void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found) {
    JsonNode json = Manifest.json(manifest);
    // Until version 2 the document was the list itself.
    for (JsonNode installed : json.isArray() ? json : json.path("packages")) {
      read(root, manifest.path(), installed).ifPresent(found);
    }
  }

  private static Optional<ApplicationPackage> read(
      RootFilesystem root, String manifest, JsonNode installed) {
    String name = installed.path("name").asText("");
    String directory = installed.path("install-path").asText("../" + name);
    List<String> licences = new ArrayList<>();
    installed.path("license").forEach(licence -> licences.add(licence.asText("")));
    List<String> files =
        Paths.normalise(Paths.parent(manifest) + "/" + directory)
            .filter(path -> !Paths.isWithin(manifest, path))
            .map(path -> Manifest.below(root, path))
            .orElse(List.of());
    return ApplicationPackage.of(
        PackageFormat.COMPOSER,
        name,
        installed.path("version").asText(""),
        Optional.of(String.join(" OR ", licences)),
        InstallReason.UNKNOWN,
        manifest,
        files);
  }
}
