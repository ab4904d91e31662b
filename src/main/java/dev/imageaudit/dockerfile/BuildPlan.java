package dev.imageaudit.dockerfile;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The original's steps, with the dependencies of a project fetched before its source is copied. */
final class BuildPlan {
  /** Scripts that need the source when dependencies are installed. */
  private static final Pattern INSTALL_SCRIPTS =
      Pattern.compile("\"(?:pre|post)?(?:install|prepare)\"\\s*:");

  private static final Pattern LOCAL_MODULES =
      Pattern.compile("=>\\s*\\.|\"(?:file|link|workspace):|<module>");

  private final RootFilesystem root;
  private final List<Step> steps = new ArrayList<>();

  /**
   * A step of the plan.
   *
   * @param copied what it copies, where it copies
   * @param why it differs from the original, as a sentence; empty where it does not
   */
  record Step(BuildStep step, Optional<CopiedSources> copied, String workingDirectory, String why) {
    Step withArguments(String arguments) {
      return new Step(step.withArguments(arguments), copied, workingDirectory, why);
    }
  }

  private BuildPlan(RootFilesystem root) {
    this.root = root;
  }

  /** The plan for {@code original}. */
  static List<Step> of(List<BuildStep> original, RootFilesystem root) {
    BuildPlan plan = new BuildPlan(root);
    String workingDirectory = "/";
    for (BuildStep step : original) {
      if (step.is("WORKDIR")) {
        String to = step.arguments();
        workingDirectory = to.startsWith("/") ? to : Paths.child(workingDirectory, to);
      }
      Optional<CopiedSources> copied =
          step.copies()
              ? CopiedSources.of(step, workingDirectory, plan.layer(step))
              : Optional.empty();
      plan.steps.add(new Step(step, copied, workingDirectory, ""));
    }
    for (DependencyManager manager : DependencyManager.bundled()) {
      plan.fetchFirst(manager);
    }
    return plan.steps;
  }

  private Optional<LayerIndex> layer(BuildStep step) {
    return step.layer().isPresent() && step.layer().getAsInt() < root.layers().size()
        ? Optional.of(root.layers().get(step.layer().getAsInt()))
        : Optional.empty();
  }

  private void fetchFirst(DependencyManager manager) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<String> manifests = step.copied.map(c -> manifests(c, manager)).orElse(List.of());
      Optional<Use> use = manifests.isEmpty() ? Optional.empty() : use(manager, i + 1);
      if (use.isPresent() && isSelfContained(step, manager)) {
        split(i, manager, manifests, use.get());
        return;
      }
    }
  }

  /** Where the dependencies are first needed: a part of a step that runs. */
  private record Use(int step, List<String> parts, int part) {}

  private Optional<Use> use(DependencyManager manager, int from) {
    for (int i = from; i < steps.size(); i++) {
      BuildStep step = steps.get(i).step;
      if (step.is("RUN") && !step.masked()) {
        List<String> parts = ShellCommand.parts(step.arguments()).orElse(List.of());
        for (int part = 0; part < parts.size(); part++) {
          if (manager.isUsedBy(parts.get(part))) {
            return Optional.of(new Use(i, parts, part));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The manifests among what is copied together with other files; none where all is manifests. */
  private static List<String> manifests(CopiedSources copied, DependencyManager manager) {
    boolean isDirectory = copied.sources().size() == 1 && copied.sources().get(0).matches("\\.?/?");
    List<String> names = new ArrayList<>();
    boolean hasSign = false;
    for (String name : isDirectory ? top(copied.files()) : copied.sources()) {
      if (manager.isManifest(name)) {
        names.add(name);
        hasSign |= manager.isSign(name);
      }
    }
    boolean isAll = !isDirectory && names.size() == copied.sources().size();
    return hasSign && !isAll ? names : List.of();
  }

  private static List<String> top(List<String> files) {
    int depth = files.stream().mapToInt(BuildPlan::depth).min().orElse(0);
    return files.stream().filter(f -> depth(f) == depth).map(Paths::name).toList();
  }

  private static int depth(String path) {
    return path.split("/", -1).length;
  }

  /** Whether the manifests alone say it all: no modules of the project's own, no scripts. */
  private boolean isSelfContained(Step step, DependencyManager manager) {
    List<String> files = step.copied.map(CopiedSources::files).orElse(List.of());
    long projects =
        files.stream()
            .filter(f -> manager.isSign(Paths.name(f)) && !f.contains("/node_modules/"))
            .map(Paths::parent)
            .distinct()
            .count();
    boolean isVendored =
        files.stream().anyMatch(f -> f.endsWith("/vendor/modules.txt") || f.endsWith("/go.work"));
    return projects == 1 && !isVendored && layer(step.step).map(this::needsNoSource).orElse(false);
  }

  private boolean needsNoSource(LayerIndex layer) {
    for (FileEntry entry : layer.entries()) {
      String text =
          DependencyManager.bundled().stream().anyMatch(m -> m.isSign(entry.name()))
              ? entry.content().map(c -> c.utf8()).orElse("")
              : "";
      if (LOCAL_MODULES.matcher(text).find()
          || (entry.name().equals("package.json") && INSTALL_SCRIPTS.matcher(text).find())) {
        return false;
      }
    }
    return true;
  }

  private void split(int at, DependencyManager manager, List<String> manifests, Use use) {
    Step copy = steps.get(at);
    CopiedSources all = copy.copied.orElseThrow();
    String part = use.parts.get(use.part);
    String command = manager.fetch().orElse(part);
    boolean isLocked = manager.locked().filter(l -> manifests.contains(l.file())).isPresent();
    if (isLocked) {
      command = manager.locked().orElseThrow().command();
    }
    if (manager.fetch().isEmpty()) {
      List<String> rest = new ArrayList<>(use.parts);
      rest.remove(use.part);
      if (rest.isEmpty()) {
        steps.remove(use.step);
      } else {
        Step later = steps.get(use.step);
        steps.set(use.step, later.withArguments(String.join(" && ", rest)));
      }
    }
    CopiedSources first = new CopiedSources(manifests, destination(all), all.recorded(), List.of());
    steps.add(
        at,
        new Step(
            copy.step,
            Optional.of(first),
            copy.workingDirectory,
            manager.name()
                + "'s manifests come first: a change of the source alone fetches nothing"
                + " again."));
    BuildStep run =
        new BuildStep(
            "RUN", command, List.of(), OptionalInt.empty(), "", BuildStep.Sources.NAMED, false);
    steps.add(at + 1, new Step(run, Optional.empty(), copy.workingDirectory, ""));
  }

  private static String destination(CopiedSources copied) {
    String destination = copied.destination();
    return destination.endsWith("/")
        ? destination
        : destination.equals(".") ? "./" : destination + "/";
  }
}
