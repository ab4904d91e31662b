package dev.imageaudit.closure;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The paths that the entry point leads to, each with what needs it.
 *
 * @param neededBy for every needed path the reason: {@code entry point}, or the path that needs it
 */
public record RuntimeClosure(SortedMap<String, String> neededBy) {
  /** The reason at the end of every chain. */
  public static final String ENTRY_POINT = "the entry point";

  public RuntimeClosure {
    neededBy = Collections.unmodifiableSortedMap(new TreeMap<>(neededBy));
  }

  public boolean needs(String path) {
    return neededBy.containsKey(path);
  }

  /** Why {@code path} is needed, from the entry point to it; empty where it is not. */
  public Optional<String> chain(String path) {
    if (!needs(path)) {
      return Optional.empty();
    }
    StringBuilder chain = new StringBuilder(path);
    Map<String, String> seen = new TreeMap<>();
    for (String at = path; neededBy.containsKey(at) && seen.put(at, at) == null; ) {
      at = neededBy.get(at);
      chain.insert(0, at + " → ");
    }
    return Optional.of(chain.toString());
  }
}
