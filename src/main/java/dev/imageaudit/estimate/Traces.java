package dev.imageaudit.estimate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.PatternIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What installing packages writes by itself, beside the packages' files: databases, what they were
 * before, logs. It is data, in {@code traces.yaml}.
 */
final class Traces {
  private static final PatternIndex<PathPattern> PATTERNS = load();

  private Traces() {}

  private static PatternIndex<PathPattern> load() {
    try (InputStream in = Objects.requireNonNull(Traces.class.getResourceAsStream("traces.yaml"))) {
      String[] paths = new ObjectMapper(new YAMLFactory()).readValue(in, String[].class);
      return PatternIndex.of(
          List.of(paths).stream().map(PathPattern::of).toList(), Function.identity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a build that installs packages leaves {@code path} behind. */
  static boolean has(String path) {
    return !PATTERNS.matching(path).isEmpty();
  }
}
