package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.PatternIndex;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What installing packages writes by itself, beside the packages' files: databases, what they were
 * before, logs. It is data, in {@code traces.yaml}.
 */
final class Traces {
  private static final PatternIndex<PathPattern> PATTERNS = load();

  private Traces() {}

  private static PatternIndex<PathPattern> load() {
    List<PathPattern> patterns =
        Stream.of(BundledYaml.read("traces.yaml", String[].class)).map(PathPattern::of).toList();
    return PatternIndex.of(patterns, Function.identity());
  }

  /** Whether a build that installs packages leaves {@code path} behind. */
  static boolean has(String path) {
    return !PATTERNS.matching(path).isEmpty();
  }
}
