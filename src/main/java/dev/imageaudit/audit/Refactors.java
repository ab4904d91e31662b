package dev.imageaudit.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which images are refactored together: a name's platforms have one Dockerfile, and the names of
 * one digest are one image.
 */
final class Refactors {
  private final int[] numbers;
  private final List<List<CountedImage>> members = new ArrayList<>();

  private Refactors(int images) {
    numbers = new int[images];
  }

  /** Those of {@code images}, which are sorted; they are in the order of their first images. */
  static Refactors of(List<CountedImage> images) {
    int[] parents = new int[images.size()];
    Map<String, Integer> named = new HashMap<>();
    Map<String, Integer> digests = new HashMap<>();
    for (int i = 0; i < parents.length; i++) {
      parents[i] = i;
      CountedImage image = images.get(i);
      join(parents, named, image.reference(), i);
      if (!image.digest().isEmpty()) {
        join(parents, digests, image.digest(), i);
      }
    }
    Refactors refactors = new Refactors(parents.length);
    for (int i = 0; i < parents.length; i++) {
      int first = root(parents, i);
      if (first == i) {
        refactors.numbers[i] = refactors.members.size();
        refactors.members.add(new ArrayList<>());
      }
      refactors.numbers[i] = refactors.numbers[first];
      refactors.members.get(refactors.numbers[i]).add(images.get(i));
    }
    return refactors;
  }

  private static void join(int[] parents, Map<String, Integer> firsts, String key, int image) {
    Integer first = firsts.putIfAbsent(key, image);
    if (first != null) {
      int one = root(parents, first);
      int other = root(parents, image);
      parents[Math.max(one, other)] = Math.min(one, other);
    }
  }

  private static int root(int[] parents, int image) {
    int root = image;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  int count() {
    return members.size();
  }

  /** The images of the refactor {@code number}. */
  List<CountedImage> members(int number) {
    return members.get(number);
  }

  /** The users of {@code layers}. */
  LayerUsers users(LayerTable layers, List<CountedImage> images) {
    return LayerUsers.of(layers, images, numbers);
  }
}
