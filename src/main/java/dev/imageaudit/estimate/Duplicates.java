package dev.imageaudit.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that an image ships more than once. What it wastes in hidden files is part of the account
 * {@code hidden}; the copies are part of the other accounts, and of no saving.
 *
 * @param groups the largest first
 * @param wastedByLayer the wasted bytes that lie in each layer
 */
public record Duplicates(List<Duplicate> groups, List<Bytes> wastedByLayer) {
  public Duplicates {
    groups =
        groups.stream()
            .sorted(
                Comparator.comparing((Duplicate d) -> -d.wasted().uncompressedBytes())
                    .thenComparing(Duplicate::cause)
                    .thenComparing(d -> d.places().toString())
                    .thenComparing(d -> d.layers().toString()))
            .toList();
    wastedByLayer = List.copyOf(wastedByLayer);
  }

  /** Those of {@code subject}. */
  public static Duplicates of(Subject subject) {
    Waste waste = new Waste(subject.root().layers().size());
    List<Duplicate> groups = new ArrayList<>(new SentAgain(subject, waste).duplicates());
    groups.addAll(new Copies(subject, waste).duplicates());
    return new Duplicates(groups, waste.byLayer());
  }

  /** What is wasted for all causes. */
  public Bytes wasted() {
    return sum(duplicate -> true);
  }

  /** The part of it that later layers hide. */
  public Bytes hidden() {
    return sum(duplicate -> duplicate.cause().isHidden());
  }

  private Bytes sum(Predicate<Duplicate> counted) {
    return groups.stream().filter(counted).map(Duplicate::wasted).reduce(Bytes.ZERO, Bytes::plus);
  }

  /** Adds up what is wasted in each layer. */
  static final class Waste {
    private final List<Bytes> byLayer = new ArrayList<>();

    private Waste(int layers) {
      for (int i = 0; i < layers; i++) {
        byLayer.add(Bytes.ZERO);
      }
    }

    void add(int layer, Bytes bytes) {
      byLayer.set(layer, byLayer.get(layer).plus(bytes));
    }

    private List<Bytes> byLayer() {
      return byLayer;
    }
  }
}
