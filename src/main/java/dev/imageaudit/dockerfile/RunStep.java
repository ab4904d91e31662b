package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code RUN} of the first stage.
 *
 * @param command as it is written now
 * @param caches that are worth mounting
 * @param ignored a rule of hadolint that it breaks on purpose
 */
record RunStep(String command, List<String> caches, Optional<Ignored> ignored) {
  private static final String LISTS = "/var/lib/apt/lists";

  /** A rule, and the reason for breaking it, as a sentence. */
  record Ignored(String rule, String because) {}

  /** Packages of Debian without versions. */
  static final Ignored UNPINNED =
      new Ignored(
          "DL3008",
          "Debian's archive keeps the newest version of a package alone: one that is named here"
              + " would soon fail.");

  static RunStep of(String original, Subject subject) {
    Optional<List<String>> parts = ShellCommand.parts(original);
    if (parts.isEmpty() || !ShellCommand.fitsShellForm(original)) {
      return new RunStep(original, List.of(), Optional.empty());
    }
    List<String> better = new ArrayList<>();
    Set<String> caches = new TreeSet<>();
    boolean installs = false;
    for (String part : parts.get()) {
      boolean isInstall = AptInstall.isOne(part);
      installs |= isInstall;
      better.add(
          isInstall ? AptInstall.improved(part, RecommendedPackages.of(part, subject)) : part);
      for (DependencyManager manager : DependencyManager.bundled()) {
        if (manager.isUsedBy(part) || manager.fetch().filter(f -> f.endsWith(part)).isPresent()) {
          caches.addAll(manager.caches());
        }
      }
    }
    if (installs) {
      if (better.stream().noneMatch(part -> part.matches("apt(?:-get)? (?:-\\S+ )*update"))) {
        better.add(0, "apt-get update");
      }
      if (better.stream().noneMatch(part -> part.startsWith("rm ") && part.contains(LISTS))) {
        better.add("rm -rf " + LISTS + "/*");
      }
    }
    better.replaceAll(part -> part.replaceFirst("^apt update", "apt-get update"));
    return new RunStep(
        String.join(" && ", better),
        List.copyOf(caches),
        installs ? Optional.of(UNPINNED) : Optional.empty());
  }
}
