package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * npm's lock files of versions 1 to 3, in which each package says whether only development needs
 * it.
 *
 * @see <a href="https://docs.npmjs.com/cli/configuring-npm/package-lock-json">npm,
 *     package-lock.json</a>
 */
final class NpmLock {
  private static final String MODULES = "node_modules/";

  private final NodeProject project;

  /** Each package by its place, {@code node_modules/a/node_modules/b}. */
  private final Map<String, JsonNode> packages = new LinkedHashMap<>();

  private NpmLock(NodeProject project) {
    this.project = project;
  }

  /** The modules of {@code project} that are only there for development. */
  static List<NodeModule> read(NodeProject project, JsonNode document) {
    NpmLock lock = new NpmLock(project);
    if (document.path("packages").isObject()) {
      document
          .path("packages")
          .properties()
          .forEach(entry -> lock.packages.put(entry.getKey(), entry.getValue()));
    } else {
      lock.addNested("", document);
    }
    return lock.devModules();
  }

  private void addNested(String place, JsonNode parent) {
    for (Map.Entry<String, JsonNode> entry : parent.path("dependencies").properties()) {
      String child = place + (place.isEmpty() ? "" : "/") + MODULES + entry.getKey();
      packages.put(child, entry.getValue());
      addNested(child, entry.getValue());
    }
  }

  private List<NodeModule> devModules() {
    Set<String> asked = project.names("devDependencies");
    packages
        .getOrDefault("", MissingNode.getInstance())
        .path("devDependencies")
        .fieldNames()
        .forEachRemaining(asked::add);
    List<NodeModule> modules = new ArrayList<>();
    packages.forEach(
        (place, entry) -> {
          if (place.startsWith(MODULES) && entry.path("dev").asBoolean()) {
            modules.add(module(place, entry, asked));
          }
        });
    return modules;
  }

  private NodeModule module(String place, JsonNode entry, Set<String> asked) {
    String name = place.substring(place.lastIndexOf(MODULES) + MODULES.length());
    List<String> needs = new ArrayList<>();
    for (String field : List.of("dependencies", "optionalDependencies", "requires")) {
      // In version 1, "dependencies" holds what is nested: it is needed too.
      entry.path(field).fieldNames().forEachRemaining(n -> resolve(place, n).ifPresent(needs::add));
    }
    return new NodeModule(
        place,
        name,
        Optional.of(entry.path("version").asText("")).filter(version -> !version.isEmpty()),
        Paths.child(project.directory(), place),
        place.equals(MODULES + name) && asked.contains(name),
        needs);
  }

  /** As Node does: in the nearest {@code node_modules} on the way up. */
  private Optional<String> resolve(String place, String name) {
    String at = place;
    while (true) {
      String candidate = (at.isEmpty() ? "" : at + "/") + MODULES + name;
      if (packages.containsKey(candidate)) {
        return Optional.of(candidate);
      }
      int parent = at.lastIndexOf("/" + MODULES);
      if (at.isEmpty()) {
        return Optional.empty();
      }
      at = parent < 0 ? "" : at.substring(0, parent);
    }
  }
}
