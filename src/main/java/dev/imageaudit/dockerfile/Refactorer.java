package dev.imageaudit.dockerfile;

import dev.imageaudit.detect.Finding;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Writes the Dockerfile that an image should have been built by. */
public final class Refactorer {
  private static final String NODE_DEVELOPMENT = "node-dev-dependency";

  private final Subject subject;
  private final BuildHistory history;
  private final List<BuildStep> own;
  private final Stack stack;
  private final FromImage builder;
  private final FromImage runtime;
  private final Map<String, String> cleaning;
  private final AccountSteps accounts;
  private final List<StageFiles.Root> roots;
  private final List<String> removed;
  private final List<String> packages;

  private Refactorer(Subject subject, Base base, UnaryOperator<String> masking) {
    this.subject = subject;
    this.history = BuildHistory.of(subject.config(), masking);
    this.own = history.own(base.layers());
    this.stack = Stack.of(subject);
    BaseChoice choice = new BaseChoice(subject, base, history);
    this.builder = choice.builder();
    this.runtime = choice.runtime(builder, stack);
    this.cleaning = cleaning();
    RootFilesystem below = runtime.filesystem(subject);
    this.accounts = AccountSteps.of(own, subject, below);
    StageFiles.Chosen chosen = StageFiles.of(subject, stack, runtime, accounts, cleaning.keySet());
    this.roots = chosen.roots();
    this.removed = chosen.removed();
    boolean isInstalling = !runtime.empty() && !BaseChoice.isForeign(runtime.name(), subject);
    this.packages = isInstalling ? RuntimePackages.of(subject, below, requested()) : List.of();
  }

  /**
   * How {@code subject} would be built.
   *
   * @param masking takes secrets out of a text that is to be shown
   */
  public static Refactoring refactor(Subject subject, Base base, UnaryOperator<String> masking) {
    return new Refactorer(subject, base, masking).refactoring();
  }

  private Refactoring refactoring() {
    DockerfileText plain = written(false);
    return new Refactoring(
        plain.text(),
        written(true).text(),
        PatchFinder.of(subject, own),
        plain.fillIns(),
        notes(),
        hasInstructions() ? Optional.of(builder.name()) : Optional.empty(),
        runtime.name());
  }

  private boolean hasInstructions() {
    return own.stream().anyMatch(step -> step.is("RUN") || step.copies());
  }

  private DockerfileText written(boolean cacheMounts) {
    DockerfileText file = new DockerfileText(cacheMounts);
    file.comment("Refactored by image-audit from the history and the files of the image.");
    notes().forEach(file::comment);
    file.blank();
    if (hasInstructions()) {
      new BuilderStage(file, subject, BuildPlan.of(own, subject.root()))
          .write(builder, lastCommands());
    } else {
      file.comment("Builds.");
      file.fillIn(
          "this stage. "
              + history
                  .builder()
                  .map(b -> b + " has built the image")
                  .orElse("Its history is empty")
              + ", and left no instructions to go by.");
      file.from(builder.name(), "build");
    }
    file.blank();
    new RuntimeStage(file, subject, builder, runtime, own, accounts, roots, packages).write();
    return file;
  }

  private List<String> lastCommands() {
    List<String> commands = new ArrayList<>(cleaning.values());
    if (!removed.isEmpty()) {
      commands.add("rm -rf " + String.join(" ", removed));
    }
    return commands;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (String uncertainty : subject.closure().uncertainties()) {
      notes.add("Not followed: " + Quoting.printable(uncertainty));
    }
    if (!builder.isPinned() || !runtime.isPinned()) {
      notes.add(
          "Pin each FROM by digest (NAME@sha256:...), so that the same file builds the same image.");
    }
    return notes;
  }

  private List<String> requested() {
    List<String> requested = new ArrayList<>();
    for (BuildStep step : own) {
      if (step.is("RUN")) {
        ShellCommand.parts(step.arguments()).orElse(List.of()).stream()
            .filter(AptInstall::isOne)
            .forEach(part -> requested.addAll(AptInstall.packages(part)));
      }
    }
    return requested;
  }

  /** What removes findings that lie among the application's own files, by their rule. */
  private Map<String, String> cleaning() {
    Set<String> projects = new TreeSet<>();
    for (Residue residue : subject.residues()) {
      Finding finding = residue.finding();
      if (finding.rule().equals(NODE_DEVELOPMENT) && !residue.neededAtRuntime()) {
        finding.paths().stream()
            .filter(path -> path.contains("/node_modules/"))
            .map(path -> path.substring(0, path.indexOf("/node_modules/")))
            .filter(Quoting::isPlain)
            .forEach(projects::add);
      }
    }
    Map<String, String> cleaning = new TreeMap<>();
    if (projects.size() == 1) {
      cleaning.put(NODE_DEVELOPMENT, NodePruning.command(projects.iterator().next(), subject));
    }
    return cleaning;
  }
}
