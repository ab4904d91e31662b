package dev.imageaudit.audit;

import dev.imageaudit.oci.Digest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The fleet's layers by number, what refactoring saves of each, and which of them each image uses:
 * a few bytes for each use.
 */
final class LayerTable {
  private final Map<Digest, Integer> numbers = new HashMap<>();
  private long[] compressedBytes = new long[64];
  private long[] savedBytes = new long[64];
  private int[] uses = new int[256];
  private int useCount;

  /** Notes that an image, the one after those before, uses {@code layer}. */
  void use(ImageAudit.Layer layer) {
    Integer known = numbers.putIfAbsent(layer.digest(), numbers.size());
    int number = known == null ? numbers.size() - 1 : known;
    if (number == compressedBytes.length) {
      compressedBytes = Arrays.copyOf(compressedBytes, 2 * number);
      savedBytes = Arrays.copyOf(savedBytes, 2 * number);
    }
    compressedBytes[number] = layer.compressedBytes();
    savedBytes[number] =
        known == null
            ? layer.savedCompressedBytes()
            : Math.min(savedBytes[number], layer.savedCompressedBytes());
    if (useCount == uses.length) {
      uses = Arrays.copyOf(uses, 2 * useCount);
    }
    uses[useCount++] = number;
  }

  int layers() {
    return numbers.size();
  }

  /** How many uses have been noted. */
  int uses() {
    return useCount;
  }

  /** The layer of the use {@code index}. */
  int layerOf(int index) {
    return uses[index];
  }

  long compressedBytes(int layer) {
    return compressedBytes[layer];
  }

  /** The least that any image sheds of {@code layer}: what goes once all of them are refactored. */
  long savedBytes(int layer) {
    return savedBytes[layer];
  }
}
