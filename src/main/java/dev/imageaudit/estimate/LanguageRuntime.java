package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.oci.ImageConfig;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A language's runtime, as bases for running bring it. It is data, in {@code runtimes.yaml}.
 *
 * @param ecosystem as {@link RuntimeBase#ecosystem} names it
 * @param programs what is started
 * @param files what the base brings in the image's place
 * @param except not of those
 * @param variables of the configuration that say the version
 * @param paths regular expressions on the program's path, whose group is the version
 * @param versioned whether an application runs on the same version only
 */
record LanguageRuntime(
    String ecosystem,
    List<PathPattern> programs,
    List<PathPattern> files,
    List<PathPattern> except,
    List<String> variables,
    List<Pattern> paths,
    boolean versioned) {
  private static final List<LanguageRuntime> BUNDLED = load();

  /** One runtime, as the file has it. */
  private record Written(
      String ecosystem,
      @Nullable List<String> programs,
      @Nullable List<String> files,
      @Nullable List<String> except,
      @Nullable List<String> variables,
      @Nullable List<String> paths,
      boolean versioned) {
    LanguageRuntime read() {
      return new LanguageRuntime(
          ecosystem,
          orNone(programs).stream().map(PathPattern::of).toList(),
          orNone(files).stream().map(PathPattern::of).toList(),
          orNone(except).stream().map(PathPattern::of).toList(),
          orNone(variables),
          orNone(paths).stream().map(Pattern::compile).toList(),
          versioned);
    }

    private static List<String> orNone(@Nullable List<String> list) {
      return list == null ? List.of() : List.copyOf(list);
    }
  }

  static List<LanguageRuntime> bundled() {
    return BUNDLED;
  }

  private static List<LanguageRuntime> load() {
    return Stream.of(BundledYaml.read("runtimes.yaml", Written[].class))
        .map(Written::read)
        .toList();
  }

  boolean isProgram(String path) {
    return programs.stream().anyMatch(pattern -> pattern.matches(path));
  }

  /** Whether the base has its own in the place of {@code path}. */
  boolean brings(String path) {
    return files.stream().anyMatch(pattern -> pattern.matches(path))
        && except.stream().noneMatch(pattern -> pattern.matches(path));
  }

  /** The version of {@code program}; empty where the image does not say. */
  Optional<String> version(ImageConfig config, String program) {
    for (Pattern path : paths) {
      Matcher matcher = path.matcher(program);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    for (String variable : variables) {
      for (String entry : config.env()) {
        Matcher matcher = Pattern.compile("\\d+(?:\\.\\d+)*").matcher(entry);
        if (entry.startsWith(variable + "=") && matcher.find(variable.length())) {
          return Optional.of(matcher.group());
        }
      }
    }
    return Optional.empty();
  }
}
