package dev.imageaudit.detect;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/** What things lead to. */
final class Reachable {
  private Reachable() {}

  /** {@code start} and all that it needs, directly or not, the nearest first. */
  static <T> Set<T> from(Collection<T> start, Function<T, ? extends Collection<T>> needs) {
    Deque<T> waiting = new ArrayDeque<>(start);
    Set<T> reached = new LinkedHashSet<>();
    while (!waiting.isEmpty()) {
      T next = waiting.pop();
      if (reached.add(next)) {
        waiting.addAll(needs.apply(next));
      }
    }
    return reached;
  }
}
