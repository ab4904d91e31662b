package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.PatternIndex;
import dev.imageaudit.filesystem.RootFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
   * @param calls what such a file has to do besides: call {@code iconv}, or ask for {@code
   *     certificates} or {@code time-zones}; empty: nothing
   * @param unless the paths that do not, although {@code when} has them
   * @param environment the variables of which one has to be set as {@code value} says; none: none
   * @param value a regular expression that the variable's value has to match as a whole
   * @param keep the paths that are then needed; {@code {dir}} is the directory of the path that
   *     brought it into force, {@code {prefix}} that directory's parent, {@code {above}} the parent
   *     of that
   * @param drop those of them that are not
   * @param links whether of those only the links that lead to the path that brought it into force
   * @param empty whether of those only directories that are empty
   * @param run those of them that are started: programs and scripts
   * @param because what they are, for people
   */
  record Rule(
      String id,
      List<String> when,
      Optional<String> calls,
      List<PathPattern> unless,
      List<String> environment,
      Optional<String> value,
      List<String> keep,
      List<String> drop,
      boolean links,
      boolean empty,
      List<String> run,
      String because) {
    Rule {
      when = copyOf(when);
      unless = copyOf(unless);
      environment = copyOf(environment);
      keep = copyOf(keep);
      drop = copyOf(drop);
      run = copyOf(run);
    }

    private static <T> List<T> copyOf(List<T> list) {
      return list == null ? List.of() : List.copyOf(list);
    }

    /** Whether the container's environment is as the rule asks. */
    boolean isFor(Map<String, String> variables) {
      Pattern pattern = Pattern.compile(value.orElse("(?s).*"));
      return environment.isEmpty()
          || environment.stream()
              .anyMatch(
                  name ->
                      variables.containsKey(name)
                          && pattern.matcher(variables.getOrDefault(name, "")).matches());
    }

    /** Whether what it keeps depends on which file brought it into force. */
    boolean isOfOneDirectory() {
      return links
          || Stream.of(keep, drop, run)
              .flatMap(List::stream)
              .anyMatch(
                  p -> p.contains("{dir}") || p.contains("{prefix}") || p.contains("{above}"));
    }

    private boolean isFor(RootFile file) {
      return (calls.isEmpty() || file.inode().elf().filter(this::isCalledBy).isPresent())
          && unless.stream().noneMatch(p -> p.matches(file.path()));
    }

    private boolean isCalledBy(ElfFacts facts) {
      return switch (calls.orElseThrow()) {
        case "iconv" -> convertsCharacters(facts);
        case "certificates" -> facts.loading().asksCertificates();
        case "time-zones" -> facts.loading().asksTimeZones();
        default -> throw new IllegalStateException("keep rule " + id + " calls " + calls);
      };
    }

    /** The C library, which has the function itself, does not need what others convert with it. */
    private static boolean convertsCharacters(ElfFacts facts) {
      return facts.loading().convertsCharacters()
          && facts.soname().filter(name -> name.startsWith("libc.")).isEmpty();
    }

    /** The paths of {@code patterns}, for a file in {@code directory}. */
    static List<String> expand(List<String> patterns, String directory) {
      String prefix = Paths.parent(directory);
      return patterns.stream()
          .map(
              pattern ->
                  pattern
                      .replace("{dir}", withoutSlash(directory))
                      .replace("{prefix}", withoutSlash(prefix))
                      .replace("{above}", withoutSlash(Paths.parent(prefix))))
          .toList();
    }

    private static String withoutSlash(String directory) {
      return directory.equals("/") ? "" : directory;
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
      ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());
      return new KeepRules(List.of(yaml.readValue(in, Rule[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules that are always in force. */
  List<Rule> always() {
    return always;
  }

  /** The rules that {@code needed} brings into force. */
  List<Rule> of(RootFile needed) {
    return triggers.matching(needed.path()).stream()
        .map(Trigger::rule)
        .filter(rule -> rule.isFor(needed))
        .distinct()
        .toList();
  }
}
