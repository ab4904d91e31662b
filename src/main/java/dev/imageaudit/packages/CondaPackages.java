package dev.imageaudit.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The packages of a conda environment.
 *
 * @see <a
 *     href="https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/environments.html">
 *     conda, environments</a>
 */
final class CondaPackages implements Ecosystem {
  private static final PathPattern MANIFESTS = PathPattern.of("/**/conda-meta/*.json");
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
    String prefix = Paths.parent(Paths.parent(manifest.path()));
    List<String> files = new ArrayList<>();
    json.path("files").forEach(file -> files.add(file.asText("")));
    files.add("conda-meta/" + Paths.name(manifest.path()));
    ApplicationPackage.of(
            PackageFormat.CONDA,
            json.path("name").asText(""),
            json.path("version").asText(""),
            Optional.of(json.path("license").asText("")),
            reason(json),
            manifest.path(),
            Manifest.existing(root, prefix, files))
        .filter(installed -> !installed.version().isEmpty())
        .map(installed -> installed.withPurl(Optional.of(purl(installed, json))))
        .ifPresent(found);
  }

  private static String purl(ApplicationPackage installed, JsonNode json) {
    Map<String, String> qualifiers =
        Map.of("build", json.path("build").asText(""), "subdir", json.path("subdir").asText(""));
    return PackageUrl.of("conda", installed.name(), installed.version(), qualifiers);
  }

  /** What was asked for has the words in which it was; older versions of conda write nothing. */
  private static InstallReason reason(JsonNode json) {
    if (!json.has("requested_spec")) {
      return InstallReason.UNKNOWN;
    }
    String spec = json.path("requested_spec").asText("");
    return spec.isEmpty() || spec.equals("None") || spec.equals("null")
        ? InstallReason.DEPENDENCY
        : InstallReason.REQUESTED;
  }
}
