package dev.imageaudit.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an image that is put on another base needs of that base's environment. */
final class BaseEnvironment {
  private static final String PATH = "PATH";

  private BaseEnvironment() {}

  /**
   * Adds the variables of {@code base} to those of {@code image}, whose own values stay; the
   * directories of {@code PATH} are the image's, then the base's.
   */
  static void merge(ObjectNode base, ObjectNode image) {
    Map<String, String> merged = variables(base);
    String basePath = merged.getOrDefault(PATH, "");
    merged.putAll(variables(image));
    merged.computeIfPresent(PATH, (name, path) -> paths(path, basePath));
    ArrayNode env = image.withObject("/config").putArray("Env");
    merged.forEach((name, value) -> env.add(name + "=" + value));
  }

  private static Map<String, String> variables(JsonNode config) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode variable : config.path("config").path("Env")) {
      String[] parts = variable.asText().split("=", 2);
      variables.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return variables;
  }

  private static String paths(String own, String others) {
    Set<String> paths = new LinkedHashSet<>(List.of(own.split(":", -1)));
    paths.addAll(List.of(others.split(":", -1)));
    paths.remove("");
    return String.join(":", paths);
  }
}
