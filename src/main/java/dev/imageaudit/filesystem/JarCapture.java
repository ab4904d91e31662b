package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;

/**
 * Reads {@link JarFacts} from a jar that comes by once. Nothing is unpacked but descriptions,
 * classes and compressed jars within, and of those, against bombs, only so much for each byte of
 * the jar.
 */
final class JarCapture {
  private static final List<String> EXTENSIONS = List.of(".jar", ".war", ".ear");
  private static final int MAX_ARCHIVES = 4096;
  private static final int MAX_ARTIFACTS = 8192;
  private static final long UNPACKED_PER_BYTE = 16;
  private static final long UNPACKED_AT_LEAST = 4 << 20;

  private final List<Description> archives = new ArrayList<>();
  private final Inflater inflater = new Inflater(true);
  private final byte[] unpacked = new byte[JarMember.BUFFER_BYTES];
  private final ClassReferences references = new ClassReferences();
  private final boolean readsClasses;
  private final JarStream stream;
  private int artifacts;
  private long seenBytes;
  private long unpackedBytes;

  /**
   * Reads one jar.
   *
   * @param readsClasses whether what its classes name is asked for: that takes several times as
   *     long as all else
   */
  JarCapture(boolean readsClasses) {
    this.readsClasses = readsClasses;
    this.stream = new JarStream(this, describe("").orElseThrow(), 0);
  }

  /** Whether {@code name} is a jar's. */
  static boolean isJar(String name) {
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  /** Whether it lies in a hidden directory, as build tools' caches do: nobody runs it there. */
  static boolean isCached(String path) {
    return path.contains("/.");
  }

  boolean readsClasses() {
    return readsClasses;
  }

  void accept(byte[] chunk, int count) {
    seenBytes += count;
    stream.accept(chunk, 0, count);
  }

  /** Counts what was unpacked; answers whether more may be. */
  boolean mayUnpack(int count) {
    unpackedBytes += count;
    return unpackedBytes <= UNPACKED_AT_LEAST + UNPACKED_PER_BYTE * seenBytes;
  }

  /** What classes name. */
  ClassReferences references() {
    return references;
  }

  /** One for all members that come by one after the other, ready for the next. */
  Inflater inflater() {
    inflater.reset();
    return inflater;
  }

  /** A buffer for such members. */
  byte[] unpacked() {
    return unpacked;
  }

  /** A further archive's description, to be filled in; empty where there are too many. */
  Optional<Description> describe(String path) {
    if (archives.size() == MAX_ARCHIVES) {
      return Optional.empty();
    }
    Description description = new Description(path);
    archives.add(description);
    return Optional.of(description);
  }

  JarFacts facts() {
    stream.end();
    inflater.end();
    return new JarFacts(
        archives.stream()
            .map(a -> new JarFacts.Archive(a.path, a.attributes, a.artifacts))
            .toList(),
        references.packages());
  }

  /** What is known so far of one archive. */
  final class Description {
    private final String path;
    private final List<JarFacts.Artifact> artifacts = new ArrayList<>();
    private Map<String, String> attributes = Map.of();

    private Description(String path) {
      this.path = path;
    }

    /** The path of a member within the outermost jar. */
    String child(String name) {
      return path.isEmpty() ? name : path + "!/" + name;
    }

    void manifest(String text) {
      if (attributes.isEmpty()) {
        attributes = JarTexts.manifest(text);
      }
    }

    void pomProperties(String text) {
      if (JarCapture.this.artifacts < MAX_ARTIFACTS) {
        JarTexts.artifact(text)
            .ifPresent(
                artifact -> {
                  JarCapture.this.artifacts++;
                  artifacts.add(artifact);
                });
      }
    }
  }
}
