package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.Compression;
import dev.imageaudit.filesystem.LayerIndex;
import java.util.List;
import java.util.Optional;

/** Puts a projected size beside today's. */
final class Sizes {
  private Sizes() {}

  /** What {@code subject} weighs as it is. */
  static Bytes today(Subject subject) {
    Bytes total = Bytes.ZERO;
    for (LayerIndex layer : subject.root().layers()) {
      total = total.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
    }
    return total;
  }

  /** Whether the image lies somewhere where layers are not compressed, such as in an archive. */
  static boolean isStoredUncompressed(Subject subject) {
    return subject.root().layers().stream()
        .allMatch(layer -> layer.compression() == Compression.NONE);
  }

  static Projection projection(
      String name, Subject subject, Weight weight, Optional<String> base, List<String> reasons) {
    Bytes today = today(subject);
    Projection.Range compressed = weight.compressed();
    Projection.Range uncompressed = weight.uncompressed();
    return new Projection(
        name,
        compressed,
        uncompressed,
        saved(today.compressedBytes(), compressed),
        saved(today.uncompressedBytes(), uncompressed),
        base,
        reasons);
  }

  /** What a larger image would save is nothing. */
  private static Projection.Range saved(long today, Projection.Range size) {
    return new Projection.Range(
        Math.max(0, today - size.high()),
        Math.max(0, today - size.expected()),
        Math.max(0, today - size.low()));
  }
}
