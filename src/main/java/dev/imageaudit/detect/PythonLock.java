package dev.imageaudit.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.imageaudit.filesystem.Content;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What lock files of Python projects say is only there for development, by normalised name.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/name-normalization/">Python
 *     packaging, names and normalization</a>
 */
final class PythonLock {
  private static final ObjectMapper TOML = new TomlMapper();

  private PythonLock() {}

  static String normalised(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** The names that the lock file called {@code file} has for development alone. */
  static Set<String> devNames(String file, Content content) {
    return switch (file) {
      case "Pipfile.lock" -> JsonFields.read(content).map(PythonLock::ofPipenv).orElse(Set.of());
      case "uv.lock" -> toml(content).map(PythonLock::ofUv).orElse(Set.of());
      default -> toml(content).map(PythonLock::ofGroups).orElse(Set.of());
    };
  }

  private static Optional<JsonNode> toml(Content content) {
    try {
      return Optional.ofNullable(TOML.readTree(content.utf8()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Set<String> ofPipenv(JsonNode lock) {
    Set<String> dev = new TreeSet<>();
    lock.path("develop").fieldNames().forEachRemaining(name -> dev.add(normalised(name)));
    lock.path("default").fieldNames().forEachRemaining(name -> dev.remove(normalised(name)));
    return dev;
  }

  /** Poetry and PDM name each package's groups, or the category that older versions had. */
  private static Set<String> ofGroups(JsonNode lock) {
    Set<String> dev = new TreeSet<>();
    for (JsonNode one : lock.path("package")) {
      Set<String> groups = new HashSet<>();
      one.path("groups").forEach(group -> groups.add(group.asText()));
      boolean isProduction = groups.contains("main") || groups.contains("default");
      if (one.path("category").asText().equals("dev") || (!groups.isEmpty() && !isProduction)) {
        dev.add(normalised(one.path("name").asText()));
      }
    }
    return dev;
  }

  /** uv says what each package needs, and what of the project's own needs is for development. */
  private static Set<String> ofUv(JsonNode lock) {
    Map<String, JsonNode> packages = new HashMap<>();
    Set<String> production = new TreeSet<>();
    Set<String> dev = new TreeSet<>();
    for (JsonNode one : lock.path("package")) {
      packages.put(normalised(one.path("name").asText()), one);
      JsonNode source = one.path("source");
      if (source.has("virtual") || source.has("editable")) {
        names(one.path("dependencies"), production);
        one.path("optional-dependencies").forEach(extra -> names(extra, production));
        one.path("dev-dependencies").forEach(group -> names(group, dev));
      }
    }
    Set<String> all = closure(dev, packages);
    all.removeAll(closure(production, packages));
    return all;
  }

  private static void names(JsonNode needs, Set<String> names) {
    needs.forEach(need -> names.add(normalised(need.path("name").asText())));
  }

  private static Set<String> closure(Set<String> of, Map<String, JsonNode> packages) {
    Function<String, Set<String>> needs =
        name -> Optional.ofNullable(packages.get(name)).map(PythonLock::needs).orElse(Set.of());
    Set<String> reached = new TreeSet<>(Reachable.from(of, needs));
    reached.retainAll(packages.keySet());
    return reached;
  }

  private static Set<String> needs(JsonNode one) {
    Set<String> needs = new TreeSet<>();
    names(one.path("dependencies"), needs);
    one.path("optional-dependencies").forEach(extra -> names(extra, needs));
    return needs;
  }
}
