package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds those of many patterns that match a path without trying each: by the last component where
 * it is literal.
 *
 * @param <T> what the patterns belong to
 */
public final class PatternIndex<T> {
  private record Indexed<T>(PathPattern pattern, T value) {}

  private final Map<String, List<Indexed<T>>> byName = new HashMap<>();
  private final List<Indexed<T>> others = new ArrayList<>();

  private PatternIndex() {}

  /** An index of {@code values} by their patterns. */
  public static <T> PatternIndex<T> of(
      Collection<T> values, Function<? super T, PathPattern> pattern) {
    PatternIndex<T> index = new PatternIndex<>();
    for (T value : values) {
      Indexed<T> indexed = new Indexed<>(pattern.apply(value), value);
      List<String> names = indexed.pattern.literalNames();
      if (names.isEmpty()) {
        index.others.add(indexed);
      }
      for (String name : names) {
        index.byName.computeIfAbsent(name, n -> new ArrayList<>()).add(indexed);
      }
    }
    return index;
  }

  /** What the patterns that match {@code path} belong to; those with a literal name first. */
  public List<T> matching(String path) {
    List<T> matching = new ArrayList<>();
    for (Indexed<T> indexed : byName.getOrDefault(Paths.name(path), List.of())) {
      if (indexed.pattern.matches(path)) {
        matching.add(indexed.value);
      }
    }
    for (Indexed<T> indexed : others) {
      if (indexed.pattern.matches(path)) {
        matching.add(indexed.value);
      }
    }
    return matching;
  }
}
