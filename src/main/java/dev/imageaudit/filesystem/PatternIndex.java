package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds those of many patterns that match a path without trying each: by a component that is
 * literal, or by the extension.
 *
 * @param <T> what the patterns belong to
 */
public final class PatternIndex<T> {
  /** Equal to itself alone: comparing values would cost more than matching. */
  private static final class Indexed<T> {
    private final PathPattern pattern;
    private final T value;

    private Indexed(PathPattern pattern, T value) {
      this.pattern = pattern;
      this.value = value;
    }
  }

  /** By the distance of the component from the path's end, then by its text. */
  private final SortedMap<Integer, Map<String, List<Indexed<T>>>> byLandmark = new TreeMap<>();

  private final List<Indexed<T>> others = new ArrayList<>();

  private PatternIndex() {}

  /** An index of {@code values} by their patterns. */
  public static <T> PatternIndex<T> of(
      Collection<T> values, Function<? super T, PathPattern> pattern) {
    PatternIndex<T> index = new PatternIndex<>();
    for (T value : values) {
      Indexed<T> indexed = new Indexed<>(pattern.apply(value), value);
      List<PathPattern.Landmark> landmarks = indexed.pattern.landmarks();
      if (landmarks.isEmpty()) {
        index.others.add(indexed);
      }
      for (PathPattern.Landmark landmark : landmarks) {
        index
            .byLandmark
            .computeIfAbsent(landmark.fromEnd(), distance -> new HashMap<>())
            .computeIfAbsent(landmark.text(), text -> new ArrayList<>())
            .add(indexed);
      }
    }
    return index;
  }

  /** What the patterns that match {@code path} belong to; those with a literal name first. */
  public List<T> matching(String path) {
    Set<Indexed<T>> candidates = new LinkedHashSet<>(4);
    int end = path.length();
    int passed = 0;
    for (Map.Entry<Integer, Map<String, List<Indexed<T>>>> landmarks : byLandmark.entrySet()) {
      for (; passed < landmarks.getKey() && end > 0; passed++) {
        end = path.lastIndexOf('/', end - 1);
      }
      if (end > 0) {
        String component = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        add(landmarks.getValue().getOrDefault(component, List.of()), path, candidates);
        if (landmarks.getKey() == 0) {
          String extension = PathPattern.Landmark.extension(component);
          add(landmarks.getValue().getOrDefault(extension, List.of()), path, candidates);
        }
      }
    }
    add(others, path, candidates);
    if (candidates.isEmpty()) {
      return List.of();
    }
    List<String> components = PathPattern.components(path);
    List<T> matching = new ArrayList<>();
    for (Indexed<T> candidate : candidates) {
      if (candidate.pattern.matches(path, components)) {
        matching.add(candidate.value);
      }
    }
    return matching;
  }

  private static <T> void add(List<Indexed<T>> some, String path, Set<Indexed<T>> candidates) {
    for (Indexed<T> candidate : some) {
      if (candidate.pattern.mayMatch(path)) {
        candidates.add(candidate);
      }
    }
  }
}
