package dev.imageaudit.estimate;

/**
 * A runtime image as it would be, and what that saves against today.
 *
 * @param name {@code trim}: the same image without residue and without hidden bytes
 */
public record Projection(
    String name,
    Range compressedBytes,
    Range uncompressedBytes,
    Range savedCompressedBytes,
    Range savedUncompressedBytes) {

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
