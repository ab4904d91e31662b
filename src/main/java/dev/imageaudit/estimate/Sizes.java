package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.LayerIndex;

/** Puts a projected size beside today's. */
final class Sizes {
  private static final double UNCERTAINTY = 0.05;

  private Sizes() {}

  /** What {@code subject} weighs as it is. */
  static Bytes today(Subject subject) {
    Bytes total = Bytes.ZERO;
    for (LayerIndex layer : subject.root().layers()) {
      total = total.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
    }
    return total;
  }

  static Projection projection(String name, Subject subject, Bytes expected) {
    Bytes today = today(subject);
    Projection.Range compressed = around(expected.compressedBytes());
    Projection.Range uncompressed = around(expected.uncompressedBytes());
    return new Projection(
        name,
        compressed,
        uncompressed,
        saved(today.compressedBytes(), compressed),
        saved(today.uncompressedBytes(), uncompressed));
  }

  private static Projection.Range around(long bytes) {
    return new Projection.Range(
        Math.round(bytes * (1 - UNCERTAINTY)), bytes, Math.round(bytes * (1 + UNCERTAINTY)));
  }

  /** What a larger image would save is nothing. */
  private static Projection.Range saved(long today, Projection.Range size) {
    return new Projection.Range(
        Math.max(0, today - size.high()),
        Math.max(0, today - size.expected()),
        Math.max(0, today - size.low()));
  }
}
