package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fleet list says of an image beside its name.
 *
 * @param instances how many containers run it
 * @param pullsPerMonth how often it is pulled
 * @param others every other column, by name
 */
public record Labels(
    Optional<String> owner,
    Optional<String> group,
    Optional<String> environment,
    Optional<Long> instances,
    Optional<Long> pullsPerMonth,
    SortedMap<String, String> others) {

  /** Nothing is said. */
  public static final Labels NONE =
      new Labels(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Collections.emptySortedMap());

  public Labels {
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** Both: counts are added up, differing texts are joined by a comma in the order of merging. */
  public Labels merge(Labels that) {
    SortedMap<String, String> merged = new TreeMap<>(others);
    that.others.forEach((name, text) -> merged.merge(name, text, Labels::join));
    return new Labels(
        join(owner, that.owner),
        join(group, that.group),
        join(environment, that.environment),
        add(instances, that.instances),
        add(pullsPerMonth, that.pullsPerMonth),
        merged);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return equals(NONE);
  }

  private static Optional<String> join(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(join(one.get(), other.get()))
        : one.or(() -> other);
  }

  private static String join(String one, String other) {
    return Arrays.asList(one.split(", ")).contains(other) ? one : one + ", " + other;
  }

  private static Optional<Long> add(Optional<Long> one, Optional<Long> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(Math.addExact(one.get(), other.get()))
        : one.or(() -> other);
  }
}
