package dev.imageaudit.closure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The paths that the entry point leads to, each with what needs it. An image made of them alone, on
 * no base at all, runs: the links on the way, the directories that they lie in, and those that have
 * to exist are among them.
 *
 * @param needs for every needed path the reason, sorted by path
 * @param uncertainties what could not be followed, as sentences, sorted
 */
public record RuntimeClosure(Map<String, Need> needs, List<String> uncertainties) {
  /** The reason at the end of every chain. */
  public static final String ENTRY_POINT = "the entry point";

  public RuntimeClosure {
    Map<String, Need> sorted = new LinkedHashMap<>();
    needs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(need -> sorted.put(need.getKey(), need.getValue()));
    needs = Collections.unmodifiableMap(sorted);
    uncertainties = uncertainties.stream().distinct().sorted().toList();
  }

  /** Whether running needs {@code path}, or keeps it to be on the safe side. */
  public boolean needs(String path) {
    return needs.containsKey(path);
  }

  /** Why running needs {@code path}, and how exactly that is known; empty where it does not. */
  public Optional<Need> need(String path) {
    return Optional.ofNullable(needs.get(path));
  }

  /** Whether running opens or executes this very path. */
  public boolean needsExactly(String path) {
    return need(path).filter(n -> n.strength() == Need.Strength.HARD).isPresent();
  }

  /** Whether running opens {@code path}, or programs of its kind are known to. */
  public boolean needsByRule(String path) {
    return need(path).filter(n -> !Need.Strength.RULE.isStrongerThan(n.strength())).isPresent();
  }

  /**
   * Whether running opens or executes this very path, or has Java look into it for classes: the
   * jars of a directory that a class path names are the program's own.
   */
  public boolean loads(String path) {
    return needsExactly(path)
        || (path.endsWith(".jar")
            && need(path).filter(n -> n.because().equals(Need.IN_CLASS_PATH)).isPresent());
  }

  /** Whether the container's configuration itself names {@code path}. */
  public boolean starts(String path) {
    return needsExactly(path) && need(path).filter(n -> n.by().equals(ENTRY_POINT)).isPresent();
  }

  /** Why {@code path} is needed, from the entry point to it; empty where it is not. */
  public Optional<String> chain(String path) {
    if (!needs(path)) {
      return Optional.empty();
    }
    StringBuilder chain = new StringBuilder(path);
    for (Step step : steps(path)) {
      chain.insert(0, step.need().by() + " → ");
    }
    return Optional.of(chain.toString());
  }

  /**
   * A link of a chain of reasons.
   *
   * @param path what is needed
   * @param need by what and why
   */
  public record Step(String path, Need need) {}

  /** The reasons for {@code path}, its own first; none where it is not needed. */
  public List<Step> steps(String path) {
    List<Step> steps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Need need = needs.get(path);
    for (String at = path; need != null && seen.add(at); need = needs.get(at)) {
      steps.add(new Step(at, need));
      at = need.by();
    }
    return List.copyOf(steps);
  }
}
