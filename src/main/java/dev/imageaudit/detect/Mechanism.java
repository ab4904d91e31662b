package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A way to recognise things that signs and packages cannot tell; a rule names it. */
interface Mechanism {
  /** Those that rules may name. */
  Map<String, Mechanism> ALL =
      Map.of(
          "node-lock-file", new NodeDevDependencies(),
          "composer-lock-file", new ComposerDevDependencies(),
          "gemfile-lock", new BundlerDevDependencies(),
          "python-lock-file", new PythonDevDependencies(),
          "script-twins", new ScriptTwins(),
          "orphaned-bytecode", new OrphanedBytecode(),
          "unstripped-programs", new UnstrippedPrograms());

  /** The files that it reads. */
  List<Keep> keeps();

  /**
   * What it recognises for {@code rule}.
   *
   * @param isTaken whether a path is part of what was recognised before
   */
  List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken);

  /**
   * The mechanism called {@code name}.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Mechanism named(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no mechanism: " + name));
  }
}
