package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Projection.Range;

/**
 * What following the verdict saves of an image's compressed bytes.
 *
 * @param range the saving; nothing where nothing is recommended
 * @param afterBytes what is expected to remain
 */
public record Saving(Range range, long afterBytes) {

  /** The saving by the projection that {@code image}'s verdict recommends. */
  public static Saving of(ImageAudit image) {
    Range range =
        image
            .verdict()
            .recommendedProjection()
            .flatMap(
                name -> image.projections().stream().filter(p -> p.name().equals(name)).findFirst())
            .map(Projection::savedCompressedBytes)
            .orElse(Range.exactly(0));
    return new Saving(range, image.size().compressedBytes() - range.expected());
  }
}
