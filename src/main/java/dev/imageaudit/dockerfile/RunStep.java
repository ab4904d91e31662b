package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A {@code RUN} of the first stage.
 *
 * @param command as it is written now
 * @param caches that are worth mounting
 * @param ignored a rule of hadolint that it breaks on purpose
 */
record RunStep(String command, List<String> caches, Optional<Ignored> ignored) {
  private static final String LISTS = "/var/lib/apt/lists";

  private static final Pattern HEADERS = Pattern.compile("(?!manpages).*-dev");

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
      better.add(isInstall ? AptInstall.improved(part, recommended(part, subject)) : part);
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

  /**
   * What {@code install} brings without being asked, and builds rely on: headers, certificates.
   * Named, they stay although recommendations go.
   */
  private static List<String> recommended(String install, Subject subject) {
    if (install.contains("--no-install-recommends")) {
      return List.of();
    }
    List<String> named = AptInstall.packages(install);
    Set<String> certain = reached(named, subject, false);
    Set<String> all = reached(named, subject, true);
    all.removeAll(certain);
    all.removeIf(name -> !HEADERS.matcher(name).matches() && !name.equals("ca-certificates"));
    return List.copyOf(new TreeSet<>(all));
  }

  private static Set<String> reached(List<String> names, Subject subject, boolean recommends) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      Optional<InstalledPackage> next = subject.packages().named(open.remove());
      if (next.isPresent() && reached.add(next.get().name())) {
        next.get().depends().forEach(open::addAll);
        if (recommends) {
          next.get().recommends().forEach(open::addAll);
        }
      }
    }
    return reached;
  }
}
