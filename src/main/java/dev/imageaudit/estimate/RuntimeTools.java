package dev.imageaudit.estimate;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.closure.ScriptCommands;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.filesystem.CaptureRules.Probe;
import dev.imageaudit.filesystem.JarFacts;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the programs of an image that call build tools while they run, so that no compiler is taken
 * for residue that a container will want.
 */
public final class RuntimeTools {
  private static final List<RuntimeTool> BUNDLED = RuntimeToolReader.bundled();

  private final RootFilesystem root;
  private final ImageConfig config;
  private final RuntimeClosure closure;
  private final List<List<String>> commands;

  /** A caller of tools, and the sign that it is there, as a clause. */
  private record Caller(RuntimeTool tool, String sign) {}

  private RuntimeTools(RootFilesystem root, ImageConfig config, RuntimeClosure closure) {
    this.root = root;
    this.config = config;
    this.closure = closure;
    this.commands = ScriptCommands.of(root, config, closure);
  }

  /** Those that the program knows. */
  static List<RuntimeTool> bundled() {
    return BUNDLED;
  }

  /** What an indexer must look for in the sources of applications. */
  public static List<Probe> probes() {
    return BUNDLED.stream()
        .flatMap(tool -> tool.calls().stream())
        .map(RuntimeTool.Call::probe)
        .distinct()
        .toList();
  }

  /**
   * The same residues: those that something calls while the container runs are needed, those that
   * something may call are less sure to be residue; each with the reason.
   */
  public static List<Residue> judged(
      List<Residue> residues, RootFilesystem root, ImageConfig config, RuntimeClosure closure) {
    List<Caller> callers = new RuntimeTools(root, config, closure).callers();
    return residues.stream().map(residue -> judged(residue, callers)).toList();
  }

  private static Residue judged(Residue residue, List<Caller> callers) {
    if (residue.neededAtRuntime()) {
      return residue;
    }
    for (Caller caller : callers) {
      if (caller.tool.calls(residue.finding().rule())) {
        return caller.tool.isCertain() ? needed(residue, caller) : doubtful(residue, caller);
      }
    }
    return residue;
  }

  private static Residue needed(Residue residue, Caller caller) {
    return new Residue(
        residue.finding(),
        true,
        "The running container calls it: "
            + caller.tool.because()
            + ", and "
            + caller.sign
            + " is there.",
        residue.bytes(),
        residue.byLayer());
  }

  private static Residue doubtful(Residue residue, Caller caller) {
    Finding finding = residue.finding();
    return new Residue(
        new Finding(
            finding.rule(),
            finding.kind(),
            finding.name(),
            finding.version(),
            finding.purl(),
            finding.owner(),
            finding.evidence(),
            finding.paths(),
            Confidence.LOW),
        false,
        residue.reason()
            + " But the running container may call it: "
            + caller.tool.because()
            + ", and "
            + caller.sign
            + " is there.",
        residue.bytes(),
        residue.byLayer());
  }

  /** The certain ones first. */
  private List<Caller> callers() {
    List<Caller> certain = new ArrayList<>();
    List<Caller> possible = new ArrayList<>();
    for (RuntimeTool tool : BUNDLED) {
      sign(tool)
          .ifPresent(sign -> (tool.isCertain() ? certain : possible).add(new Caller(tool, sign)));
    }
    certain.addAll(possible);
    return certain;
  }

  /** That all signs of {@code tool} are there; the one that says most. */
  private Optional<String> sign(RuntimeTool tool) {
    Optional<String> sign = Optional.empty();
    if (!tool.interpreters().isEmpty() && tool.interpreters().stream().noneMatch(this::isRun)) {
      return sign;
    }
    if (!tool.files().isEmpty()) {
      sign = file(tool.files());
      if (sign.isEmpty()) {
        return sign;
      }
    }
    if (!tool.unless().isEmpty() && file(tool.unless()).isPresent()) {
      return Optional.empty();
    }
    if (!tool.artifacts().isEmpty()) {
      sign = artifact(tool.artifacts());
      if (sign.isEmpty()) {
        return sign;
      }
    }
    if (!tool.environment().isEmpty()) {
      sign = variable(tool);
      if (sign.isEmpty()) {
        return sign;
      }
    }
    if (!tool.commands().isEmpty()) {
      sign = command(tool);
      if (sign.isEmpty()) {
        return sign;
      }
    }
    return tool.calls().isPresent() ? call(tool.calls().get()) : sign;
  }

  /** Whether running needs a program of this name; {@code *} ends a beginning. */
  private boolean isRun(String interpreter) {
    String name = interpreter.replace("*", "");
    return closure.needs().keySet().stream()
        .filter(
            path ->
                interpreter.endsWith("*")
                    ? Paths.name(path).startsWith(name)
                    : Paths.name(path).equals(name))
        .anyMatch(closure::needsExactly);
  }

  private Optional<String> file(List<PathPattern> patterns) {
    return root.files().stream()
        .map(RootFile::path)
        .filter(path -> patterns.stream().anyMatch(pattern -> pattern.matches(path)))
        .findFirst();
  }

  private Optional<String> artifact(List<RuntimeTool.Library> libraries) {
    for (RootFile file : root.files()) {
      Optional<JarFacts> jar = file.inode().jar();
      if (jar.isPresent()) {
        for (RuntimeTool.Library library : libraries) {
          if (library.isIn(jar.get())) {
            return Optional.of(library.artifactId() + " in " + file.path());
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> call(RuntimeTool.Call call) {
    return root.files().stream()
        .filter(call::isIn)
        .findFirst()
        .map(file -> "a call in " + file.path());
  }

  private Optional<String> command(RuntimeTool tool) {
    return commands.stream()
        .filter(tool::isRunBy)
        .findFirst()
        .map(
            words ->
                "the command " + String.join(" ", words.subList(0, Math.min(4, words.size()))));
  }

  private Optional<String> variable(RuntimeTool tool) {
    return tool.environment().stream()
        .filter(variable -> variable.isIn(config.env()))
        .findFirst()
        .map(variable -> "the variable " + variable.name());
  }
}
