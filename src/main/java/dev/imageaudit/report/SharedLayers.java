package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.oci.Digest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers that several images have, found while a fleet passes by. */
final class SharedLayers {
  private static final Comparator<Row> MOST_SHARED_FIRST =
      Comparator.comparing((Row row) -> -row.compressedBytes() * (row.images() - 1))
          .thenComparing(row -> row.digest().toString());

  private final Map<Digest, Row> layers = new HashMap<>();

  /**
   * A layer.
   *
   * @param reference of the first image that has it
   * @param savedCompressedBytes what is saved of it once all of its images are refactored
   * @param instruction empty as long as one image alone has it
   */
  record Row(
      Digest digest,
      String reference,
      int images,
      long compressedBytes,
      long savedCompressedBytes,
      boolean fromBase,
      Optional<String> instruction) {}

  void add(ImageAudit image) {
    for (ImageAudit.Layer layer : image.layers()) {
      Row known = layers.get(layer.digest());
      layers.put(
          layer.digest(),
          new Row(
              known == null ? layer.digest() : known.digest(),
              known == null ? image.reference() : known.reference(),
              known == null ? 1 : known.images() + 1,
              layer.compressedBytes(),
              saved(layer, known),
              layer.fromBase() || (known != null && known.fromBase()),
              known == null ? Optional.empty() : known.instruction().or(layer::instruction)));
    }
  }

  private static long saved(ImageAudit.Layer layer, @Nullable Row known) {
    return known == null
        ? layer.savedCompressedBytes()
        : Math.min(known.savedCompressedBytes(), layer.savedCompressedBytes());
  }

  /** Those of more than one image, the most bytes not stored again first. */
  List<Row> sorted() {
    return layers.values().stream()
        .filter(row -> row.images() > 1)
        .sorted(MOST_SHARED_FIRST)
        .toList();
  }
}
