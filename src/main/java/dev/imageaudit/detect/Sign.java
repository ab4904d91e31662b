package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Facts that together prove a tool.
 *
 * @param within the tool's root directory, where it is always the same
 * @param under where the file lies that the search starts from
 * @param alone whether only that file goes, of all that the rule would take; files of one directory
 *     and version are one thing
 * @param paths what goes beside the first fact's file, where it is not what the rule says
 * @param confidence where it differs from the rule's
 * @param reason why it is not needed, made of what the facts have bound: {@code ${twin}} is the
 *     path of the last fact's file
 * @param all the facts; the first is of the file that the search starts from
 */
record Sign(
    Optional<String> within,
    Optional<PathPattern> under,
    Optional<Confidence> confidence,
    boolean alone,
    Optional<List<PathPattern>> paths,
    Optional<String> reason,
    List<FileFact> all) {
  private static final Pattern SLASH_IN_BRACES = Pattern.compile("\\{[^}]*/");

  /**
   * Checks the facts.
   *
   * @throws IllegalArgumentException where the search cannot start from the first of them
   */
  Sign {
    paths = paths.map(List::copyOf);
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a sign has at least one fact");
    }
    all.forEach(FileFact::checkTelling);
    FileFact anchor = all.get(0);
    if (SLASH_IN_BRACES.matcher(anchor.path()).find()) {
      throw new IllegalArgumentException(
          "a sign's first fact has no slash between braces: " + anchor.path());
    }
    if (anchor.anywhere() || anchor.path().contains("**") || !anchor.isFixed()) {
      throw new IllegalArgumentException(
          "a sign's first fact has a path of fixed depth: " + anchor.path());
    }
  }

  FileFact anchor() {
    return all.get(0);
  }

  /** Whether the first fact's file goes, whatever its name. */
  boolean takesAnchor() {
    return alone || paths.isPresent();
  }

  /** Where {@code fact} may lie. */
  PathPattern pattern(FileFact fact) {
    String anyName = fact.path().replaceAll("\\$\\{[^}]*}", "*");
    return PathPattern.of((fact.anywhere() ? "/**" : within.orElse("/**")) + "/" + anyName);
  }

  /** The root directory of the tool whose anchor lies at {@code path}. */
  String root(String path) {
    String root = path;
    for (int depth = anchor().path().split("/", -1).length; depth > 0; depth--) {
      root = Paths.parent(root);
    }
    return root;
  }
}
