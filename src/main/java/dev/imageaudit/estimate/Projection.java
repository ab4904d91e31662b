package dev.imageaudit.estimate;

import java.util.List;
import java.util.Optional;

/**
 * A runtime image as it would be, and what that saves against today.
 *
 * <p>Of 100 images that are refactored so, some 95 weigh between low and high.
 *
 * @param name {@code trim}: the same image without residue and without hidden bytes; {@code
 *     runtime-base}: the application and what it needs on a base for running; {@code minimal}: the
 *     same on {@code scratch}
 * @param compressedBytes as the image's own layers are compressed
 * @param base the published image that it stands on; empty where it stands on none
 * @param reasons for the base, and what its size is taken from: clauses for people
 */
public record Projection(
    String name,
    Range compressedBytes,
    Range uncompressedBytes,
    Range savedCompressedBytes,
    Range savedUncompressedBytes,
    Optional<String> base,
    List<String> reasons) {

  public Projection {
    reasons = List.copyOf(reasons);
  }

  /** One that stands on no other image. */
  public Projection(
      String name,
      Range compressedBytes,
      Range uncompressedBytes,
      Range savedCompressedBytes,
      Range savedUncompressedBytes) {
    this(
        name,
        compressedBytes,
        uncompressedBytes,
        savedCompressedBytes,
        savedUncompressedBytes,
        Optional.empty(),
        List.of());
  }

  /** An estimate with its bounds, in bytes. */
  public record Range(long low, long expected, long high) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException unless {@code 0 <= low <= expected <= high}
     */
    public Range {
      if (low < 0 || low > expected || expected > high) {
        throw new IllegalArgumentException("no range: " + low + ".." + expected + ".." + high);
      }
    }

    /** One that is known exactly. */
    public static Range exactly(long bytes) {
      return new Range(bytes, bytes, bytes);
    }
  }
}
