package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables the last stage sets. */
final class Environment {
  private static final int MAX_ASSIGNMENTS = 200;

  /** What only building reads, or what tells the version of a base's own parts. */
  private static final Pattern OF_BUILDING =
      Pattern.compile(
          "GO(?:PATH|ROOT|FLAGS|TOOLCHAIN|PROXY|SUMDB|PRIVATE|CACHE|LANG_VERSION)|CGO_.*|CARGO_.*"
              + "|RUSTUP_.*|RUST_VERSION|MAVEN_.*|GRADLE_.*|DEBIAN_FRONTEND|NPM_CONFIG_.*|npm_.*"
              + "|YARN_VERSION|PIP_.*|POETRY_.*|UV_.*|BUNDLE_(?:WITHOUT|JOBS|RETRY)|CC|CXX|CFLAGS"
              + "|CXXFLAGS|LDFLAGS|MAKEFLAGS|GPG_KEYS?|.*_SHA(?:256|512)?|.*_CHECKSUM|PHPIZE_DEPS"
              + "|PHP_.*FLAGS|PHP_URL|PHP_ASC_URL|PYTHON_(?:PIP|SETUPTOOLS|GET_PIP)_.*");

  private static final Pattern OF_BASE = Pattern.compile("[A-Z0-9]+_VERSION");
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Environment() {}

  /** {@code NAME=value} of an {@code ENV}, whose values the builder has not quoted. */
  static List<String> assignments(String arguments, List<String> known) {
    List<String> assignments = new ArrayList<>();
    for (String assignment : Assignments.split(arguments, MAX_ASSIGNMENTS)) {
      String name = assignment.substring(0, assignment.indexOf('='));
      boolean isWhole = arguments.equals(assignment);
      assignments.add(
          known.stream()
              .filter(k -> k.startsWith(name + "=") && arguments.contains(k))
              .filter(k -> !isWhole || k.equals(assignment))
              .findFirst()
              .orElse(assignment));
    }
    return assignments;
  }

  /**
   * The variables of the last stage, in the configuration's order.
   *
   * @param own the original's own steps
   * @param isSame whether the last stage begins as the original does, and so inherits the rest
   */
  static List<String> ofRuntime(
      Subject subject, List<BuildStep> own, boolean isSame, Set<String> directories) {
    Set<String> names = new HashSet<>();
    for (BuildStep step : own) {
      if (step.is("ENV")) {
        Assignments.split(step.arguments(), MAX_ASSIGNMENTS)
            .forEach(a -> names.add(a.substring(0, a.indexOf('='))));
      }
    }
    List<String> kept = new ArrayList<>();
    for (String variable : subject.config().env()) {
      String name = variable.replaceFirst("=(?s:.*)", "");
      boolean isOwn = names.contains(name);
      if (name.equals("PATH")) {
        String path = path(variable.substring(5), directories);
        if (!path.equals(DEFAULT_PATH) && (isOwn || !isSame)) {
          kept.add("PATH=" + path);
        }
      } else if (!OF_BUILDING.matcher(name).matches()
          && (isOwn || (!isSame && !OF_BASE.matcher(name).matches()))) {
        kept.add(variable);
      }
    }
    return kept;
  }

  /** Without the directories that only the first stage has. */
  private static String path(String path, Set<String> directories) {
    List<String> system = Arrays.asList(DEFAULT_PATH.split(":", -1));
    List<String> kept = new ArrayList<>();
    for (String directory : path.split(":", -1)) {
      boolean isThere =
          directories.stream()
              .anyMatch(d -> Paths.isWithin(d, directory) || Paths.isWithin(directory, d));
      if (system.contains(directory) || (directory.startsWith("/") && isThere)) {
        kept.add(directory);
      }
    }
    return String.join(":", kept);
  }
}
