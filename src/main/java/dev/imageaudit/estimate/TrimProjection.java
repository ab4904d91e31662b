package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
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

  public TrimProjection {
    savedByLayer = List.copyOf(savedByLayer);
  }

  /** The projection of {@code subject}: surely, probably and possibly removable residue. */
  public static TrimProjection of(Subject subject) {
    return of(subject, Removable.of(subject));
  }

  static TrimProjection of(Subject subject, Removable removable) {
    Trimming probable = Trimming.of(subject, removable, Confidence.MEDIUM);
    TrimRange saved = TrimRange.around(subject, removable, probable);
    Projection projection =
        new Projection(
            NAME,
            saved.compressed().rest(),
            saved.uncompressed().rest(),
            saved.compressed().range(),
            saved.uncompressed().range());
    return new TrimProjection(
        new ProjectedImage(
            projection,
            Optional.empty(),
            probable.layers(),
            Gains.of(subject, file -> probable.keeps(file.inode()))),
        saved.byLayer());
  }

  /** Its size. */
  public Projection projection() {
    return image.projection();
  }
}
