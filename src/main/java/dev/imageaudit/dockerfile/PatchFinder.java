package dev.imageaudit.dockerfile;

import dev.imageaudit.dockerfile.Refactoring.PatchStep;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.HiddenFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the instructions that would leave less behind if they were written a little differently.
 */
final class PatchFinder {
  private static final String LISTS = "rm -rf /var/lib/apt/lists/*";
  private static final String CACHE = "/var/cache/apt/*";
  private static final Pattern BUILDS =
      Pattern.compile("(?s).*\\b(?:npx|npm run|npm --prefix \\S+ run|yarn|pnpm|tsc)\\b.*");

  private final Subject subject;
  private final List<BuildStep> own;

  private PatchFinder(Subject subject, List<BuildStep> own) {
    this.subject = subject;
    this.own = own;
  }

  /** The changes of {@code own} steps, in their order. */
  static List<PatchStep> of(Subject subject, List<BuildStep> own) {
    return new PatchFinder(subject, own).steps();
  }

  private List<PatchStep> steps() {
    List<PatchStep> patch = new ArrayList<>();
    for (BuildStep step : own) {
      if (step.is("RUN") && step.layer().isPresent()) {
        int layer = step.layer().getAsInt();
        ownership(step, layer).or(() -> deletion(step, layer)).ifPresent(patch::add);
        better(step, layer).ifPresent(patch::add);
      }
    }
    return patch;
  }

  /** {@code chown -R} copies every file into a layer of its own. */
  private Optional<PatchStep> ownership(BuildStep step, int layer) {
    if (!step.arguments().matches("chown (?:-\\S+ )*\\S+ [^;&|]+") || hiddenBy(layer).isEmpty()) {
      return Optional.empty();
    }
    String owner = step.arguments().replaceFirst("^chown (?:-\\S+ )*(\\S+) .*$", "$1");
    return own.stream()
        .filter(copy -> copy.copies() && hiddenBy(layer).contains(copy.layer().orElse(-1)))
        .findFirst()
        .map(
            copy ->
                new PatchStep(
                    step.toString(),
                    "COPY --chown=" + owner + " " + copy.arguments(),
                    "A change of owner copies each file into a further layer: let COPY set it."));
  }

  /** What a later instruction deletes is pulled all the same. */
  private Optional<PatchStep> deletion(BuildStep step, int layer) {
    if (!step.arguments().matches("rm (?:-\\S+ )*[^;&|]+")) {
      return Optional.empty();
    }
    Set<Integer> hidden = hiddenBy(layer);
    return own.stream()
        .filter(run -> run.is("RUN") && hidden.contains(run.layer().orElse(-1)))
        .reduce((first, last) -> last)
        .map(
            run ->
                new PatchStep(
                    run.toString(),
                    run + " && " + step.arguments(),
                    "What a later instruction deletes is pulled all the same: put this rm in the"
                        + " same RUN."));
  }

  /** The layers of which {@code layer} hides files. */
  private Set<Integer> hiddenBy(int layer) {
    Set<Integer> hidden = new HashSet<>();
    for (HiddenFile file : subject.root().hidden()) {
      if (file.hiddenBy() == layer) {
        hidden.add(file.layer());
      }
    }
    return hidden;
  }

  /** Options that keep a package manager from leaving its caches behind. */
  private Optional<PatchStep> better(BuildStep step, int layer) {
    Optional<List<String>> parts = ShellCommand.parts(step.arguments());
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<String> changed = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < parts.get().size(); i++) {
      List<String> later = parts.get().subList(i + 1, parts.get().size());
      boolean builds = later.stream().anyMatch(PatchFinder::builds) || buildsAfter(layer);
      changed.add(better(parts.get().get(i), layer, builds, reasons));
    }
    cleanApt(changed, layer, reasons);
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PatchStep(
                step.toString(),
                "RUN " + String.join(" && ", changed),
                "In this instruction alone: " + String.join(", ", reasons) + "."));
  }

  private void cleanApt(List<String> parts, int layer, List<String> reasons) {
    if (found("apt-lists", layer) && parts.stream().noneMatch(LISTS::equals)) {
      parts.add(LISTS);
      reasons.add("the package lists go in the same RUN");
    }
    if (found("apt-cache", layer) && parts.stream().anyMatch(AptInstall::isOne)) {
      int at = parts.indexOf(LISTS);
      if (at < 0) {
        parts.add("rm -rf " + CACHE);
      } else {
        parts.set(at, LISTS + " " + CACHE);
      }
      reasons.add("APT's cache goes in the same RUN");
    }
  }

  private String better(String part, int layer, boolean builds, List<String> reasons) {
    if (AptInstall.isOne(part) && !part.contains("--no-install-recommends")) {
      reasons.add("no package comes that nobody asked for");
      return AptInstall.improved(part, RecommendedPackages.of(part, subject));
    }
    for (Saving saving : Saving.ALL) {
      if (found(saving.rule, layer)
          && (!saving.rule.endsWith("-dev-dependency") || !builds)
          && part.matches(saving.command)
          && !part.contains(saving.option.strip())) {
        reasons.add(saving.reason);
        return saving.applied(part);
      }
    }
    return part;
  }

  /** Whether a later step runs what only development needs. */
  private boolean buildsAfter(int layer) {
    return own.stream()
        .filter(step -> step.is("RUN") && step.layer().orElse(-1) > layer)
        .anyMatch(step -> builds(step.arguments()));
  }

  private static boolean builds(String command) {
    return BUILDS.matcher(command).matches();
  }

  private boolean found(String rule, int layer) {
    for (Residue residue : subject.residues()) {
      if (!residue.neededAtRuntime()
          && residue.finding().rule().equals(rule)
          && residue.byLayer().containsKey(layer)) {
        return true;
      }
    }
    return false;
  }

  /**
   * An option that keeps a finding away.
   *
   * @param rule of the finding
   * @param command that leaves it
   * @param option to add; one that begins with {@code &&} is a further command
   */
  private record Saving(String rule, String command, String option, String reason) {
    private static final List<Saving> ALL =
        List.of(
            new Saving(
                "node-dev-dependency",
                "npm (?:ci|i|install)(?: --?\\S+)*",
                " --omit=dev",
                "what only development needs stays away"),
            new Saving(
                "npm-cache",
                "npm (?:ci|i|install).*",
                " && npm cache clean --force",
                "npm's cache goes"),
            new Saving("yarn-cache", "yarn.*", " && yarn cache clean", "Yarn's cache goes"),
            new Saving(
                "pip-cache",
                "(?:python[0-9.]* -m )?pip[0-9.]* install.*",
                " --no-cache-dir",
                "pip keeps no cache"),
            new Saving("apk-cache", "apk (?:-\\S+ )*add.*", " --no-cache", "apk keeps no cache"),
            new Saving(
                "dnf-cache",
                "(?:dnf|microdnf|yum) .*install.*",
                " && dnf clean all",
                "dnf's cache goes"),
            new Saving(
                "composer-dev-dependency",
                "composer install.*",
                " --no-dev",
                "what only development needs stays away"),
            new Saving(
                "go-build-cache", "go build.*", " && go clean -cache", "Go's build cache goes"));

    String applied(String part) {
      return part + option;
    }
  }
}
