package dev.imageaudit.filesystem;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a jar says of the libraries in it, read in the layer's one pass.
 *
 * @param archives the jar itself, then the jars within it, in the stream's order
 * @param platformPackages the packages of the Java platform that classes in it name, at most 512;
 *     also such as the platform may no longer have
 */
public record JarFacts(List<Archive> archives, SortedSet<String> platformPackages) {
  public JarFacts {
    archives = List.copyOf(archives);
    platformPackages = Collections.unmodifiableSortedSet(new TreeSet<>(platformPackages));
  }

  /**
   * A jar.
   *
   * @param path within the outermost, such as {@code BOOT-INF/lib/guava.jar}; of a jar in a jar in
   *     it with {@code !/} between; empty for the outermost itself
   * @param attributes some of the manifest's main ones
   * @param artifacts what Maven has written into it: several where it was made of several jars
   */
  public record Archive(
      String path, SortedMap<String, String> attributes, List<Artifact> artifacts) {
    public Archive {
      attributes = new TreeMap<>(attributes);
      artifacts = List.copyOf(artifacts);
    }

    Archive(String path, Map<String, String> attributes, List<Artifact> artifacts) {
      this(path, new TreeMap<>(attributes), artifacts);
    }
  }

  /** A {@code pom.properties}: the coordinates of a library in a Maven repository. */
  public record Artifact(String groupId, String artifactId, String version) {}
}
