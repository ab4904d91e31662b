package dev.imageaudit.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The packages of an application in .NET.
 *
 * @see <a
 *     href="https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md">
 *     .NET, runtime configuration files</a>
 */
final class NugetPackages implements Ecosystem {
  private static final PathPattern MANIFESTS = PathPattern.of("/**/*.deps.json");
  private static final int MANIFEST_BYTES = 4 << 20;
  private static final List<String> ASSETS = List.of("runtime", "native", "resources");

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
    Map<String, List<String>> assets = new HashMap<>();
    Set<String> requested = new HashSet<>();
    for (JsonNode target : json.path("targets")) {
      for (Map.Entry<String, JsonNode> library : target.properties()) {
        assets.computeIfAbsent(library.getKey(), l -> assets(library.getValue()));
        if (isProject(json, library.getKey())) {
          library.getValue().path("dependencies").fieldNames().forEachRemaining(requested::add);
        }
      }
    }
    for (Map.Entry<String, JsonNode> library : json.path("libraries").properties()) {
      String[] parts = library.getKey().split("/", 2);
      if (parts.length == 2) {
        boolean isRequested = isProject(json, library.getKey()) || requested.contains(parts[0]);
        List<String> names = assets.getOrDefault(library.getKey(), List.of());
        ApplicationPackage.of(
                PackageFormat.NUGET,
                parts[0],
                parts[1],
                Optional.empty(),
                isRequested ? InstallReason.REQUESTED : InstallReason.DEPENDENCY,
                manifest.path(),
                Manifest.existing(root, Paths.parent(manifest.path()), names))
            .ifPresent(found);
      }
    }
  }

  private static boolean isProject(JsonNode json, String library) {
    return json.path("libraries").path(library).path("type").asText("").equals("project");
  }

  /** A package's {@code lib/net8.0/A.dll} lies beside the application, its translations below. */
  private static List<String> assets(JsonNode library) {
    List<String> names = new ArrayList<>();
    for (String kind : ASSETS) {
      for (Map.Entry<String, JsonNode> asset : library.path(kind).properties()) {
        String locale = asset.getValue().path("locale").asText("");
        String name = Paths.name(asset.getKey());
        names.add(locale.isEmpty() ? name : locale + "/" + name);
      }
    }
    for (Map.Entry<String, JsonNode> asset : library.path("runtimeTargets").properties()) {
      names.add(asset.getKey());
    }
    return names;
  }
}
