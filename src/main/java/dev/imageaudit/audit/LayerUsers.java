package dev.imageaudit.audit;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which groups of images use each layer; a group is a number from 0. */
final class LayerUsers {
  private final int[] offsets;
  private final int[] groups;

  private LayerUsers(int[] offsets, int[] groups) {
    this.offsets = offsets;
    this.groups = groups;
  }

  /**
   * The users of {@code layers}.
   *
   * @param groupOf of each of {@code images} its group
   */
  static LayerUsers of(LayerTable layers, List<CountedImage> images, int[] groupOf) {
    int[] byGroup =
        IntStream.range(0, images.size())
            .boxed()
            .sorted((a, b) -> Integer.compare(groupOf[a], groupOf[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] next = new int[layers.layers() + 1];
    int[] groups = new int[0];
    for (boolean isFilling : new boolean[] {false, true}) {
      int[] last = new int[layers.layers()];
      Arrays.fill(last, -1);
      for (int image : byGroup) {
        for (int use = images.get(image).firstUse(); use < images.get(image).endUse(); use++) {
          int layer = layers.layerOf(use);
          if (last[layer] != groupOf[image]) {
            last[layer] = groupOf[image];
            if (isFilling) {
              groups[next[layer]] = groupOf[image];
            }
            next[layer]++;
          }
        }
      }
      if (!isFilling) {
        int sum = 0;
        for (int layer = 0; layer < next.length; layer++) {
          int count = next[layer];
          next[layer] = sum;
          sum += count;
        }
        groups = new int[sum];
      }
    }
    int[] offsets = new int[next.length];
    System.arraycopy(next, 0, offsets, 1, next.length - 1);
    return new LayerUsers(offsets, groups);
  }

  /** The groups that use {@code layer}, ascending, each once. */
  IntBuffer of(int layer) {
    return IntBuffer.wrap(groups, offsets[layer], offsets[layer + 1] - offsets[layer]);
  }
}
