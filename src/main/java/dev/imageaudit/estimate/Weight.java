package dev.imageaudit.estimate;

/**
 * An estimated weight.
 *
 * @param low what it hardly falls below
 * @param high what it hardly exceeds
 */
record Weight(Bytes low, Bytes expected, Bytes high) {
  static Weight exactly(Bytes bytes) {
    return new Weight(bytes, bytes, bytes);
  }

  Weight plus(Weight that) {
    return new Weight(low.plus(that.low), expected.plus(that.expected), high.plus(that.high));
  }

  /** Where nothing is compressed. */
  Weight uncompressedOnly() {
    return new Weight(low.uncompressedOnly(), expected.uncompressedOnly(), high.uncompressedOnly());
  }

  /** The same, at least as heavy as {@code that}. */
  Weight atLeast(Weight that) {
    return new Weight(low.max(that.low), expected.max(that.expected), high.max(that.high));
  }

  Projection.Range compressed() {
    return new Projection.Range(
        Math.min(low.compressedBytes(), expected.compressedBytes()),
        expected.compressedBytes(),
        Math.max(high.compressedBytes(), expected.compressedBytes()));
  }

  Projection.Range uncompressed() {
    return new Projection.Range(
        Math.min(low.uncompressedBytes(), expected.uncompressedBytes()),
        expected.uncompressedBytes(),
        Math.max(high.uncompressedBytes(), expected.uncompressedBytes()));
  }
}
