package dev.imageaudit.closure;

import dev.imageaudit.closure.KeepRules.Rule;
import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Applies the rules to what is needed: each rule once for each directory. */
final class RuleNeeds {
  private final RootFilesystem root;
  private final NeededFiles needed;
  private final Map<String, String> environment;
  private final BiConsumer<RootFile, String> started;
  private final Set<Applied> applied = new HashSet<>();

  private record Applied(Rule rule, String directory) {}

  /**
   * Rules for one image.
   *
   * @param started told each file that a rule starts, and what needs it
   */
  RuleNeeds(
      NeededFiles needed, Map<String, String> environment, BiConsumer<RootFile, String> started) {
    this.root = needed.root();
    this.needed = needed;
    this.environment = environment;
    this.started = started;
  }

  /** Adds what the rules keep that are always in force. */
  void addAlways() {
    for (Rule rule : KeepRules.bundled().always()) {
      apply(rule, "/", RuntimeClosure.ENTRY_POINT, Strength.RULE);
    }
  }

  /** Adds what the rules keep that {@code file}, itself needed, brings into force. */
  void follow(RootFile file) {
    Strength strength = needed.strength(file);
    if (strength == Strength.HEURISTIC) {
      return;
    }
    for (Rule rule : KeepRules.bundled().of(file)) {
      String directory = rule.isOfOneDirectory() ? Paths.parent(file.path()) : "/";
      if (applied.add(new Applied(rule, directory))) {
        apply(rule, directory, file.path(), Strength.RULE);
      }
    }
  }

  private void apply(Rule rule, String directory, String by, Strength strength) {
    if (!rule.isFor(environment)) {
      return;
    }
    Need need = new Need(by, rule.because(), strength);
    List<PathPattern> dropped = patterns(Rule.expand(rule.drop(), directory));
    for (String pattern : Rule.expand(rule.keep(), directory)) {
      for (RootFile file : root.matching("/", PathPattern.of(pattern))) {
        if (dropped.stream().noneMatch(d -> d.matches(file.path())) && isMeant(rule, file, by)) {
          needed.add(file, need);
        }
      }
    }
    for (String pattern : Rule.expand(rule.run(), directory)) {
      for (RootFile file : root.matching("/", PathPattern.of(pattern))) {
        if (file.isRegular()) {
          started.accept(file, by);
        }
      }
    }
  }

  private boolean isMeant(Rule rule, RootFile file, String by) {
    if (rule.links()) {
      return file.isHardLink()
          || (file.type() == FileType.SYMLINK
              && root.resolve(file.path()).filter(f -> f.path().equals(by)).isPresent());
    }
    return !rule.empty()
        || (file.type() == FileType.DIRECTORY && root.below(file.path()).isEmpty());
  }

  private static List<PathPattern> patterns(List<String> texts) {
    return texts.stream().map(PathPattern::of).toList();
  }
}
