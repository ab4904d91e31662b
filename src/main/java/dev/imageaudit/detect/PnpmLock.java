package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * pnpm's lock file of versions 5 to 9. What its importers' dependencies do not lead to, and their
 * development dependencies do, is for development.
 *
 * @see <a href="https://github.com/pnpm/spec/tree/master/lockfile">pnpm, lockfile</a>
 */
final class PnpmLock {
  private static final ObjectMapper YAML = new ObjectMapper(factory());

  private final JsonNode document;

  private PnpmLock(JsonNode document) {
    this.document = document;
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(NodeDevDependencies.LOCK_BYTES);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  /** The modules of {@code project} that are only there for development. */
  static List<NodeModule> read(NodeProject project, Content content) {
    try {
      return new PnpmLock(YAML.readTree(content.toBytes())).devModules(project);
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<NodeModule> devModules(NodeProject project) {
    Set<String> used = reach(asked("dependencies", "optionalDependencies"));
    Set<String> direct = asked("devDependencies");
    Set<String> directPlaces = places(direct);
    Set<String> usedPlaces = places(used);
    List<NodeModule> modules = new ArrayList<>();
    for (String key : reach(direct)) {
      String place = place(key);
      if (!usedPlaces.contains(place)) {
        for (String directory : project.virtualStore(place)) {
          modules.add(module(key, directory, directPlaces.contains(place)));
        }
      }
    }
    return modules;
  }

  private NodeModule module(String key, String directory, boolean isDirect) {
    String plain = plain(key);
    int at = plain.lastIndexOf('@');
    return new NodeModule(
        key,
        plain.substring(0, at),
        Optional.of(plain.substring(at + 1)),
        directory,
        isDirect,
        List.copyOf(needs(key)));
  }

  /** What the importers, the project's own manifests, ask for in {@code fields}. */
  private Set<String> asked(String... fields) {
    List<JsonNode> importers = new ArrayList<>(List.of(document));
    document.path("importers").forEach(importers::add);
    Set<String> keys = new TreeSet<>();
    for (JsonNode importer : importers) {
      for (String field : fields) {
        addKeys(importer.path(field), keys);
      }
    }
    return keys;
  }

  private Set<String> reach(Set<String> start) {
    return Reachable.from(start, this::needs);
  }

  private Set<String> needs(String key) {
    Set<String> keys = new TreeSet<>();
    JsonNode entry = entry(key);
    addKeys(entry.path("dependencies"), keys);
    addKeys(entry.path("optionalDependencies"), keys);
    return keys;
  }

  private void addKeys(JsonNode dependencies, Set<String> keys) {
    for (Map.Entry<String, JsonNode> dependency : dependencies.properties()) {
      JsonNode value = dependency.getValue();
      String version = value.path("version").asText(value.asText(""));
      String name = dependency.getKey();
      for (String key :
          List.of(
              name + "@" + version,
              "/" + name + "@" + version,
              "/" + name + "/" + version,
              version)) {
        if (!entry(key).isMissingNode() && plain(key).lastIndexOf('@') > 0) {
          keys.add(key);
          break;
        }
      }
    }
  }

  private JsonNode entry(String key) {
    JsonNode snapshot = document.path("snapshots").path(key);
    return snapshot.isMissingNode() ? document.path("packages").path(key) : snapshot;
  }

  /** {@code name@version}, of all forms of a key, without what peers it was resolved with. */
  private static String plain(String key) {
    String plain = key.startsWith("/") ? key.substring(1) : key;
    int peers = plain.indexOf('(');
    plain = peers < 0 ? plain : plain.substring(0, peers);
    if (plain.indexOf('@', 1) < 0) {
      int slash = plain.lastIndexOf('/');
      String version = plain.substring(slash + 1);
      int underscore = version.indexOf('_');
      plain =
          slash < 0
              ? plain
              : plain.substring(0, slash)
                  + "@"
                  + (underscore < 0 ? version : version.substring(0, underscore));
    }
    return plain;
  }

  /** Its directory's name in the virtual store, without peers. */
  private static String place(String key) {
    return plain(key).replace('/', '+');
  }

  private static Set<String> places(Set<String> keys) {
    Set<String> places = new TreeSet<>();
    keys.forEach(key -> places.add(place(key)));
    return places;
  }
}
