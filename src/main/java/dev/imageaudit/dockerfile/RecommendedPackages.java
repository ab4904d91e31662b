package dev.imageaudit.dockerfile;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an installation brings without being asked, and builds rely on: headers, certificates,
 * compilers, build tools such as the {@code make} that CMake recommends, what later commands call,
 * and what running needs. Named, it stays although recommendations go.
 */
final class RecommendedPackages {
  private static final Set<String> NAMED = Set.of("ca-certificates", "build-essential");
  private static final Pattern HEADERS = Pattern.compile("(?!manpages).*-dev");
  private static final Set<Kind> TOOLS =
      EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL, Kind.VCS);

  private RecommendedPackages() {}

  /** Their names, sorted, for the command {@code install}. */
  static List<String> of(String install, Subject subject) {
    if (install.contains("--no-install-recommends")) {
      return List.of();
    }
    List<String> named = AptInstall.packages(install);
    Set<String> brought = reached(named, subject, true);
    brought.removeAll(reached(named, subject, false));
    if (brought.isEmpty()) {
      return List.of();
    }
    Set<String> tools = tools(subject);
    Set<String> called = called(subject);
    Set<String> kept = new TreeSet<>();
    for (String name : brought) {
      if (NAMED.contains(name)
          || HEADERS.matcher(name).matches()
          || tools.contains(name)
          || isUsed(name, called, subject)) {
        kept.add(name);
      }
    }
    for (String name : List.copyOf(kept)) {
      Set<String> others = reached(List.of(name), subject, false);
      others.remove(name);
      if (kept.contains(name)) {
        kept.removeAll(others);
      }
    }
    return List.copyOf(kept);
  }

  private static Set<String> tools(Subject subject) {
    Set<String> tools = new HashSet<>();
    for (Residue residue : subject.residues()) {
      if (TOOLS.contains(residue.finding().kind())) {
        residue.finding().owner().ifPresent(owner -> tools.add(owner.name()));
      }
    }
    return tools;
  }

  /** The words of all commands. */
  private static Set<String> called(Subject subject) {
    Set<String> words = new HashSet<>();
    for (Optional<String> instruction : subject.instructions()) {
      instruction
          .filter(text -> text.startsWith("RUN "))
          .ifPresent(text -> words.addAll(Arrays.asList(text.split("[^A-Za-z0-9_.+-]+", -1))));
    }
    return words;
  }

  /** Whether a command calls a program of the package, or running needs something of it. */
  private static boolean isUsed(String name, Set<String> called, Subject subject) {
    return subject.packages().named(name).stream()
        .flatMap(installed -> installed.files().stream())
        .anyMatch(
            path ->
                subject.closure().needsExactly(path)
                    || (Paths.name(Paths.parent(path)).endsWith("bin")
                        && called.contains(Paths.name(path))));
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
