package dev.imageaudit.estimate;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises images that are there to build, and are right to ship what building needs. */
final class BuildPurpose {
  private static final List<String> LABELS =
      List.of("devcontainer.metadata", "io.openshift.s2i.scripts-url", "io.buildpacks.stack.id");
  private static final Pattern NAME =
      Pattern.compile(
          "(?:^|.*/)(?:golang|gcc|rust|maven|gradle|sbt|buildpack-deps|devcontainers?"
              + "|gitlab-runner|jenkins-agent|actions-runner|[a-z0-9._-]*-(?:builder|devcontainer"
              + "|build-image|ci-image|toolchain|sdk)|(?:builder|toolchain|sdk))");

  private BuildPurpose() {}

  /** The signal, as a clause; empty where there is none. */
  static Optional<String> of(Subject subject) {
    for (String label : LABELS) {
      if (subject.config().labels().containsKey(label)) {
        return Optional.of("the label " + label + " says that it is an image to build in");
      }
    }
    for (String name : subject.names()) {
      if (NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        return Optional.of("its name, " + name + ", is that of an image to build in");
      }
    }
    return subject.residues().stream()
        .filter(r -> isTool(r.finding().kind()) && isStarted(r, subject.closure()))
        .findFirst()
        .map(r -> "the container runs " + r.finding().name());
  }

  private static boolean isStarted(Residue residue, RuntimeClosure closure) {
    return residue.finding().paths().stream().anyMatch(closure::starts);
  }

  private static boolean isTool(Kind kind) {
    return kind == Kind.COMPILER || kind == Kind.SDK || kind == Kind.BUILD_TOOL;
  }
}
