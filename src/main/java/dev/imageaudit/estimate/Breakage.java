package dev.imageaudit.estimate;

import dev.imageaudit.closure.Need;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a refactor could break: sentences for people. */
final class Breakage {
  private static final int MAX_WARNINGS = 30;
  private static final int MAX_UNCERTAINTIES = 5;
  private static final Set<Kind> TOOLS = EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL);

  private final Subject subject;
  private final ProjectedImage aim;
  private final RuntimeNeeds needs;
  private final List<String> warnings = new ArrayList<>();

  private Breakage(Subject subject, RuntimeNeeds needs, ProjectedImage aim) {
    this.subject = subject;
    this.aim = aim;
    this.needs = needs;
  }

  /** What to look after when {@code subject} becomes {@code aim}. */
  static List<String> of(Subject subject, RuntimeNeeds needs, ProjectedImage aim) {
    Breakage breakage = new Breakage(subject, needs, aim);
    breakage.healthCheck();
    breakage.scripts();
    breakage.toolsOfTheSdk();
    breakage.dependenciesOfWhatGoes();
    breakage.user();
    breakage.libc();
    subject.closure().uncertainties().stream()
        .limit(MAX_UNCERTAINTIES)
        .forEach(clause -> breakage.warnings.add("It could not be followed: " + clause));
    return breakage.warnings.stream().distinct().limit(MAX_WARNINGS).toList();
  }

  /** A health check is no part of the application, and easily forgotten. */
  private void healthCheck() {
    List<String> test = subject.config().healthcheck();
    if (test.size() < 2 || test.get(0).equals("NONE")) {
      return;
    }
    boolean isShell = test.get(0).equals("CMD-SHELL");
    String command = test.get(1).strip();
    String program = Paths.name(command.split("\\s+", 2)[0]);
    warnings.add(
        "The health check runs "
            + program
            + (isShell ? " in a shell" : "")
            + ": the runtime image needs "
            + (isShell ? "both" : "it")
            + ", or another check.");
  }

  private void scripts() {
    for (RootFile file : needs.files()) {
      boolean isScript =
          file.isRegular()
              && subject.closure().starts(file.path())
              && file.inode().content().map(c -> c.utf8().startsWith("#!")).orElse(false);
      if (isScript) {
        List<String> run = runBy(file.path());
        warnings.add(
            "The entry script "
                + file.path()
                + " needs its interpreter"
                + (run.isEmpty() ? "" : ", and " + VerdictText.listed(run, 8))
                + " in the runtime image.");
      }
    }
  }

  private List<String> runBy(String script) {
    Set<String> names = new TreeSet<>();
    for (RootFile file : needs.files()) {
      Need need = subject.closure().needs().get(file.path());
      if (need != null
          && need.by().equals(script)
          && need.strength() == Need.Strength.HARD
          && file.inode().isExecutable()) {
        names.add(Paths.name(file.path()));
      }
    }
    return List.copyOf(names);
  }

  private void toolsOfTheSdk() {
    for (Residue residue : subject.residues()) {
      if (residue.neededAtRuntime() && TOOLS.contains(residue.finding().kind())) {
        warnings.add(
            residue.finding().name() + " is used at run time, and must stay. " + residue.reason());
      }
    }
  }

  /** A package that is needed, and that is only there because of others that go. */
  private void dependenciesOfWhatGoes() {
    Set<String> leaving = new HashSet<>(aim.gains().packageNames());
    if (leaving.isEmpty()) {
      return;
    }
    Map<String, Set<String>> users = new HashMap<>();
    for (InstalledPackage installed : subject.packages().packages()) {
      for (List<String> alternatives : installed.depends()) {
        alternatives.forEach(
            name -> users.computeIfAbsent(name, n -> new TreeSet<>()).add(installed.name()));
      }
    }
    Set<String> named = new HashSet<>();
    for (RootFile file : needs.files()) {
      Optional<InstalledPackage> owner = subject.packages().owner(file.path());
      if (owner.isPresent()
          && owner.get().automatic()
          && subject.closure().needsExactly(file.path())
          && named.add(owner.get().name())) {
        Set<String> by = users.getOrDefault(owner.get().name(), Set.of());
        if (!by.isEmpty() && leaving.containsAll(by)) {
          warnings.add(
              file.path()
                  + " is needed, and its package "
                  + owner.get().name()
                  + " was installed only for "
                  + VerdictText.listed(List.copyOf(by), 3)
                  + ": install it by name.");
        }
      }
    }
  }

  private void user() {
    String user = subject.config().user().split(":", 2)[0];
    if (!user.isEmpty()
        && !user.matches("\\d+")
        && !user.equals("root")
        && (aim.base().isPresent() || aim.name().equals(Projections.RUNTIME_BASE))) {
      warnings.add(
          "It runs as "
              + user
              + ": the runtime image must know that user, who must be able to write where the"
              + " application writes.");
    }
  }

  private void libc() {
    boolean isMusl = aim.base().map(base -> base.contains("alpine")).orElse(false);
    if (isMusl && needs.libc() != RuntimeBase.Libc.MUSL) {
      warnings.add(
          "The base has musl in place of glibc: name look-up, locales and extension modules may"
              + " behave differently.");
    }
  }
}
