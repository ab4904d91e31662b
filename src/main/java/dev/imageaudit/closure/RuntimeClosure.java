package dev.imageaudit.closure;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The paths that the entry point leads to, each with what needs it.
 *
 * @param needs for every needed path the reason
 * @param uncertainties what could not be followed, as sentences, sorted
 */
public record RuntimeClosure(SortedMap<String, Need> needs, List<String> uncertainties) {
  /** The reason at the end of every chain. */
  public static final String ENTRY_POINT = "the entry point";

  public RuntimeClosure {
    needs = Collections.unmodifiableSortedMap(new TreeMap<>(needs));
    uncertainties = uncertainties.stream().distinct().sorted().toList();
  }

  /** Whether running needs {@code path}, or keeps it for lying in a needed directory. */
  public boolean needs(String path) {
    return needs.containsKey(path);
  }

  /** Whether running opens or executes this very path. */
  public boolean needsExactly(String path) {
    Need need = needs.get(path);
    return need != null && need.strength() == Need.Strength.EXACT;
  }

  /** Whether the container's configuration itself names {@code path}. */
  public boolean starts(String path) {
    Need need = needs.get(path);
    return need != null && need.by().equals(ENTRY_POINT) && needsExactly(path);
  }

  /** Why {@code path} is needed, from the entry point to it; empty where it is not. */
  public Optional<String> chain(String path) {
    if (!needs(path)) {
      return Optional.empty();
    }
    StringBuilder chain = new StringBuilder(path);
    Set<String> seen = new HashSet<>();
    Need need = needs.get(path);
    for (String at = path; need != null && seen.add(at); need = needs.get(at)) {
      at = need.by();
      chain.insert(0, at + " → ");
    }
    return Optional.of(chain.toString());
  }
}
