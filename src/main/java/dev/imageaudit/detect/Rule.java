package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known of one kind of thing that images ship.
 *
 * @param name for people; {@code ${package}} in it is the package's
 * @param nameText the name, made of what the facts have bound, where they have bound it
 * @param source where the facts are documented or were seen
 * @param packages names of packages that bring it, each a finding of its own
 * @param distributions names of Python distributions that bring it, all of whose files go
 * @param companions names of packages that come and go with those
 * @param signs what proves it where no such package owns it; any one of them is enough
 * @param mechanism what recognises it where signs cannot
 * @param version further facts from which its version may be read, in order
 * @param versionText the version, made of what the facts have bound
 * @param paths what goes when it goes, as patterns relative to its root directory
 * @param except those of them that stay
 * @param runtime those of them that stay because a running program may need them
 * @param unlessNeeded whether it is none where running needs something of it
 * @param ownership what it means that a package owns the sign or one of {@code paths}
 * @param outside where a sign is none
 * @param purl type and name of its package URL
 */
record Rule(
    String id,
    String name,
    Optional<String> nameText,
    Kind kind,
    String ecosystem,
    String source,
    Confidence confidence,
    List<Pattern> packages,
    List<Pattern> companions,
    List<Pattern> distributions,
    List<Sign> signs,
    Optional<Mechanism> mechanism,
    List<FileFact> version,
    String versionText,
    List<PathPattern> paths,
    List<PathPattern> except,
    List<PathPattern> runtime,
    boolean unlessNeeded,
    Ownership ownership,
    List<PathPattern> outside,
    Optional<String> purl) {
  private static final String PACKAGE = "${package}";

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * Checks that it is whole.
   *
   * @throws IllegalArgumentException where it is not
   */
  Rule {
    packages = List.copyOf(packages);
    companions = List.copyOf(companions);
    distributions = List.copyOf(distributions);
    signs = List.copyOf(signs);
    version = List.copyOf(version);
    paths = List.copyOf(paths);
    except = List.copyOf(except);
    runtime = List.copyOf(runtime);
    outside = List.copyOf(outside);
    require(ID.matcher(id).matches(), "the id is lower-case words joined by hyphens");
    require(!name.isBlank(), "the name is empty");
    require(!source.isBlank(), "the source is empty");
    boolean takesPaths =
        mechanism.isPresent() || signs.stream().anyMatch(s -> !s.alone() && s.paths().isEmpty());
    require(
        takesPaths || !packages.isEmpty() || !distributions.isEmpty() || !signs.isEmpty(),
        "there is neither a package nor a sign");
    require(takesPaths != paths.isEmpty(), "signs need paths, and paths need signs");
    require(purl.isEmpty() || purl.get().contains("/"), "the purl is a type, a slash and a name");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Its name where what it has found is called {@code what}. */
  String name(String what) {
    return name.replace(PACKAGE, what);
  }

  /** Its name, whatever it has found. */
  String plainName() {
    return name.replace(" " + PACKAGE, "");
  }

  /** Whether a package of this name comes and goes with it. */
  boolean claims(String packageName) {
    return matchesAny(packages, packageName) || matchesAny(companions, packageName);
  }

  /** Whether {@code path}, which is relative to its root directory, stays when it goes. */
  boolean keeps(String path) {
    return Stream.of(except, runtime).flatMap(List::stream).anyMatch(p -> p.matches(path));
  }

  static boolean matchesAny(List<Pattern> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }
}
