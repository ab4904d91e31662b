package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.JarFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Java runtime of those modules that an application needs, as {@code jlink} makes it, in place of
 * the whole that an image has.
 *
 * @param modules that the application's classes name, with those that are loaded by name nearly
 *     always, and what these need; sorted
 * @param replaced the path of the whole runtime's modules
 * @param saved what goes, compressed; high: without what is loaded by name, low: with all that
 *     libraries load by name
 */
public record LinkedRuntime(List<String> modules, String replaced, Projection.Range saved) {
  /** What is smaller was linked already; a whole runtime has some 120 MB. */
  private static final long WHOLE_BYTES = 80_000_000;

  private static final String MODULES = "/lib/modules";

  public LinkedRuntime {
    modules = List.copyOf(modules);
  }

  /**
   * The runtime for what {@code subject} starts; empty where it starts no Java, has linked its
   * runtime already, or has classes outside of jars, of which nobody knows what they need.
   */
  public static Optional<LinkedRuntime> of(Subject subject) {
    return of(subject, WHOLE_BYTES);
  }

  static Optional<LinkedRuntime> of(Subject subject, long wholeBytes) {
    Optional<RootFile> whole =
        subject.closure().needs().keySet().stream()
            .filter(path -> path.endsWith("/bin/java"))
            .flatMap(java -> subject.root().resolve(java).stream())
            .map(java -> Paths.parent(Paths.parent(java.path())) + MODULES)
            .flatMap(path -> subject.root().find(path).stream())
            .filter(file -> file.sizeBytes() >= wholeBytes)
            .findFirst();
    return whole.flatMap(modules -> inPlaceOf(modules, subject));
  }

  private static Optional<LinkedRuntime> inPlaceOf(RootFile whole, Subject subject) {
    String home = Paths.parent(Paths.parent(whole.path()));
    Set<String> named = new TreeSet<>();
    boolean isAny = false;
    for (String path : subject.closure().needs().keySet()) {
      if (path.endsWith(".class")) {
        return Optional.empty();
      }
      Optional<JarFacts> jar = subject.root().find(path).flatMap(file -> file.inode().jar());
      if (jar.isPresent() && !Paths.isWithin(path, home)) {
        isAny |= !jar.get().platformPackages().isEmpty();
        jar.get().platformPackages().stream()
            .flatMap(name -> JdkModules.bundled().exporting(name).stream())
            .forEach(named::add);
      }
    }
    return isAny ? Optional.of(linked(whole, named)) : Optional.empty();
  }

  private static LinkedRuntime linked(RootFile whole, Collection<String> named) {
    JdkModules platform = JdkModules.bundled();
    List<String> likely = new ArrayList<>(named);
    likely.addAll(platform.kept().likely());
    List<String> possible = new ArrayList<>(likely);
    possible.addAll(platform.kept().possible());
    long bytes = whole.inode().compressedBytes();
    NavigableSet<String> modules = platform.closure(likely);
    return new LinkedRuntime(
        List.copyOf(modules),
        whole.path(),
        new Projection.Range(
            Math.round(bytes * (1 - platform.share(platform.closure(possible)))),
            Math.round(bytes * (1 - platform.share(modules))),
            Math.round(bytes * (1 - platform.share(platform.closure(named))))));
  }

  /** A clause for people. */
  String clause() {
    return "a runtime linked of "
        + modules.size()
        + " modules (jlink --add-modules "
        + String.join(",", modules)
        + ") in place of the whole would save another "
        + Megabytes.of(saved.expected())
        + " of the download ("
        + Megabytes.of(saved.low())
        + " to "
        + Megabytes.of(saved.high())
        + "), if reflection loads no more";
  }
}
