package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.LayerIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same image with its residue gone and without hidden bytes: what another stage on the same
 * base would ship.
 *
 * @param savedByLayer what is expected to go of each layer
 */
public record TrimProjection(ProjectedImage image, List<Bytes> savedByLayer) {
  public static final String NAME = "trim";

  /** What remains compresses a little better or worse without its neighbours. */
  private static final double COMPRESSION_UNCERTAINTY = 0.02;

  public TrimProjection {
    savedByLayer = List.copyOf(savedByLayer);
  }

  /** The projection of {@code subject}: surely, probably and possibly removable residue. */
  public static TrimProjection of(Subject subject) {
    return of(subject, Removable.of(subject));
  }

  static TrimProjection of(Subject subject, Removable removable) {
    Bytes total = Sizes.today(subject);
    Trimming probable = Trimming.of(subject, removable, Confidence.MEDIUM);
    List<Bytes> byLayer = saved(subject, probable);
    Bytes expected = sum(byLayer);
    Bytes low =
        removable.hasAny(Confidence.MEDIUM)
            ? sum(saved(subject, Trimming.of(subject, removable, Confidence.HIGH)))
            : expected;
    Bytes high =
        removable.hasAny(Confidence.LOW)
            ? sum(saved(subject, Trimming.of(subject, removable, Confidence.LOW)))
            : expected;
    Projection.Range uncompressed =
        new Projection.Range(
            low.uncompressedBytes(), expected.uncompressedBytes(), high.uncompressedBytes());
    Projection.Range compressed =
        new Projection.Range(
            Math.round(low.compressedBytes() * (1 - COMPRESSION_UNCERTAINTY)),
            expected.compressedBytes(),
            Math.min(
                total.compressedBytes(),
                Math.round(high.compressedBytes() * (1 + COMPRESSION_UNCERTAINTY))));
    Projection projection =
        new Projection(
            NAME,
            rest(total.compressedBytes(), compressed),
            rest(total.uncompressedBytes(), uncompressed),
            compressed,
            uncompressed);
    return new TrimProjection(
        new ProjectedImage(
            projection,
            Optional.empty(),
            probable.layers(),
            Gains.of(subject, file -> probable.keeps(file.inode()))),
        byLayer);
  }

  /** Its size. */
  public Projection projection() {
    return image.projection();
  }

  private static Projection.Range rest(long total, Projection.Range saved) {
    return new Projection.Range(
        total - saved.high(), total - saved.expected(), total - saved.low());
  }

  private static Bytes sum(List<Bytes> parts) {
    return parts.stream().reduce(Bytes.ZERO, Bytes::plus);
  }

  private static List<Bytes> saved(Subject subject, Trimming trimming) {
    List<Bytes> saved = new ArrayList<>();
    for (LayerIndex layer : subject.root().layers()) {
      saved.add(
          layer.entries().stream()
              .filter(entry -> !trimming.keeps(entry))
              .map(Bytes::of)
              .reduce(Bytes.ZERO, Bytes::plus));
    }
    return saved;
  }
}
