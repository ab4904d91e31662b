package dev.imageaudit.filesystem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The texts in which jars say what they are; what is malformed is passed over. */
final class JarTexts {
  private static final int MAX_VALUE_LENGTH = 256;
  private static final int MAX_CLASS_PATH_LENGTH = 32 << 10;
  private static final String CLASS_PATH = "Class-Path";
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Automatic-Module-Name",
          "Bundle-License",
          "Bundle-SymbolicName",
          "Bundle-Version",
          CLASS_PATH,
          "Implementation-Title",
          "Implementation-Vendor-Id",
          "Implementation-Version");

  private JarTexts() {}

  /** The main attributes that say what the jar is, of the manifest {@code text}. */
  static Map<String, String> manifest(String text) {
    Map<String, String> attributes = new TreeMap<>();
    // A line that begins with a space goes on where the last ended.
    for (String line : text.replaceAll("\r?\n ", "").split("\r?\n", -1)) {
      int colon = line.indexOf(": ");
      if (line.isEmpty()) {
        break;
      }
      if (colon > 0 && ATTRIBUTES.contains(line.substring(0, colon))) {
        String name = line.substring(0, colon);
        String value = line.substring(colon + 2).strip();
        int most = name.equals(CLASS_PATH) ? MAX_CLASS_PATH_LENGTH : MAX_VALUE_LENGTH;
        if (!value.isEmpty() && value.length() <= most) {
          attributes.putIfAbsent(name, value);
        }
      }
    }
    return attributes;
  }

  /** The coordinates in a {@code pom.properties}. */
  static Optional<JarFacts.Artifact> artifact(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("[\r\n]+", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.length() - equals <= MAX_VALUE_LENGTH) {
        values.putIfAbsent(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    JarFacts.Artifact artifact =
        new JarFacts.Artifact(
            values.getOrDefault("groupId", ""),
            values.getOrDefault("artifactId", ""),
            values.getOrDefault("version", ""));
    return Optional.of(artifact)
        .filter(a -> !a.groupId().isEmpty() && !a.artifactId().isEmpty() && !a.version().isEmpty());
  }
}
