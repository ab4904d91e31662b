package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.PatternIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What programs and libraries open by name while they run, and no header of theirs says:
 * configuration, plug-ins, standard libraries. It is data, in {@code keep-rules.yaml}.
 */
final class KeepRules {
  private static final KeepRules BUNDLED = load();

  /**
   * One rule.
   *
   * @param id its name
   * @param when the paths that bring the rule into force, once they are needed; none: always
   * @param keep the paths that are then needed; {@code {dir}} is the directory of the path that
   *     brought it into force, {@code {prefix}} that directory's parent, {@code {above}} the parent
   *     of that
   * @param drop those of them that are not
   * @param because what they are, for people
   */
  record Rule(String id, List<String> when, List<String> keep, List<String> drop, String because) {
    Rule {
      when = when == null ? List.of() : List.copyOf(when);
      keep = List.copyOf(keep);
      drop = drop == null ? List.of() : List.copyOf(drop);
    }
  }

  private record Trigger(PathPattern pattern, Rule rule) {}

  private final List<Rule> always;
  private final PatternIndex<Trigger> triggers;

  private KeepRules(List<Rule> rules) {
    this.always = rules.stream().filter(rule -> rule.when.isEmpty()).toList();
    List<Trigger> patterns = new ArrayList<>();
    for (Rule rule : rules) {
      rule.when.forEach(pattern -> patterns.add(new Trigger(PathPattern.of(pattern), rule)));
    }
    this.triggers = PatternIndex.of(patterns, Trigger::pattern);
  }

  static KeepRules bundled() {
    return BUNDLED;
  }

  private static KeepRules load() {
    try (InputStream in =
        Objects.requireNonNull(KeepRules.class.getResourceAsStream("keep-rules.yaml"))) {
      return new KeepRules(
          List.of(new ObjectMapper(new YAMLFactory()).readValue(in, Rule[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the rules that are always in force to {@code found}, with each path that they keep. */
  void always(RootFilesystem root, BiConsumer<Rule, RootFile> found) {
    always.forEach(rule -> apply(root, rule, "/", found));
  }

  /** Gives the rules that {@code needed} brings into force, with each path that they keep. */
  void apply(RootFilesystem root, RootFile needed, BiConsumer<Rule, RootFile> found) {
    for (Trigger trigger : triggers.matching(needed.path())) {
      apply(root, trigger.rule, Paths.parent(needed.path()), found);
    }
  }

  private static void apply(
      RootFilesystem root, Rule rule, String directory, BiConsumer<Rule, RootFile> found) {
    List<PathPattern> dropped =
        rule.drop.stream().map(d -> PathPattern.of(expand(d, directory))).toList();
    for (String text : rule.keep) {
      String expanded = expand(text, directory);
      PathPattern pattern = PathPattern.of(expanded);
      for (RootFile file : candidates(root, expanded)) {
        if (pattern.matches(file.path())
            && dropped.stream().noneMatch(d -> d.matches(file.path()))) {
          found.accept(rule, file);
        }
      }
    }
  }

  /** All that may match: what lies below the directory that every match lies in. */
  private static Iterable<RootFile> candidates(RootFilesystem root, String pattern) {
    int wildcard = 0;
    while (wildcard < pattern.length() && "*?{".indexOf(pattern.charAt(wildcard)) < 0) {
      wildcard++;
    }
    if (wildcard == pattern.length()) {
      return root.find(pattern).map(List::of).orElse(List.of());
    }
    String directory = Paths.parent(pattern.substring(0, wildcard) + "x");
    List<RootFile> candidates = new ArrayList<>();
    root.find(directory).ifPresent(candidates::add);
    candidates.addAll(root.below(directory));
    return candidates;
  }

  private static String expand(String pattern, String directory) {
    String prefix = Paths.parent(directory);
    return pattern
        .replace("{dir}", withoutSlash(directory))
        .replace("{prefix}", withoutSlash(prefix))
        .replace("{above}", withoutSlash(Paths.parent(prefix)));
  }

  private static String withoutSlash(String directory) {
    return directory.equals("/") ? "" : directory;
  }
}
