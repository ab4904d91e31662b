package dev.imageaudit.estimate;

/** Weighs a published base, whose figures are of one date and not always complete. */
final class PublishedWeight {
  /** Distributions and runtimes compress to this share, and hardly ever to one far from it. */
  private static final double COMPRESSED_SHARE = 0.38;

  private static final double SHARE_UNCERTAINTY = 0.15;

  /** Rebuilds of one tag differ by about as much. */
  private static final double REBUILD_UNCERTAINTY = 0.05;

  private static final double ROUNDING_UNCERTAINTY = 0.1;

  private PublishedWeight() {}

  /**
   * What {@code base} weighs.
   *
   * @throws IllegalArgumentException where no size of it is known
   */
  static Weight of(RuntimeBase base) {
    double uncompressed = base.approximate() ? ROUNDING_UNCERTAINTY : REBUILD_UNCERTAINTY;
    double compressed = REBUILD_UNCERTAINTY;
    long stream = base.uncompressedBytes().orElse(-1);
    long blobs = base.compressedBytes().orElse(-1);
    if (stream < 0 && blobs < 0) {
      throw new IllegalArgumentException("no size is known of " + base.name());
    }
    if (stream < 0) {
      stream = Math.round(blobs / COMPRESSED_SHARE);
      uncompressed += SHARE_UNCERTAINTY;
    }
    if (blobs < 0) {
      blobs = Math.round(stream * COMPRESSED_SHARE);
      compressed += SHARE_UNCERTAINTY + uncompressed;
    }
    Bytes expected = new Bytes(stream, blobs);
    return new Weight(
        new Bytes(Math.round(stream * (1 - uncompressed)), Math.round(blobs * (1 - compressed))),
        expected,
        new Bytes(Math.round(stream * (1 + uncompressed)), Math.round(blobs * (1 + compressed))));
  }

  /** Whether any size of {@code base} is known. */
  static boolean isKnown(RuntimeBase base) {
    return base.compressedBytes().isPresent() || base.uncompressedBytes().isPresent();
  }
}
