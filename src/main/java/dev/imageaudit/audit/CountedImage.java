package dev.imageaudit.audit;

import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the fleet's saving needs to know of an image.
 *
 * @param digest of its manifest; empty where it is not known
 * @param group by what the user asked for
 * @param applicationBytes compressed, of the layers that its base did not bring
 * @param firstUse where its layers begin among the uses of a {@link LayerTable}
 * @param endUse where they end
 */
record CountedImage(
    String reference,
    String platform,
    String digest,
    Labels labels,
    Optional<String> base,
    Optional<String> group,
    boolean isCandidate,
    long compressedBytes,
    long savedBytes,
    long applicationBytes,
    long applicationSavedBytes,
    int firstUse,
    int endUse) {
  static final Comparator<CountedImage> BY_NAME =
      Comparator.comparing(CountedImage::reference)
          .thenComparing(CountedImage::platform)
          .thenComparing(CountedImage::digest)
          .thenComparing(CountedImage::compressedBytes)
          .thenComparing(CountedImage::savedBytes)
          .thenComparing(image -> image.labels().toString());

  /** Counts {@code image}, its layers into {@code layers}. */
  static CountedImage of(ImageAudit image, LayerTable layers, Optional<GroupKey> groupBy) {
    int firstUse = layers.uses();
    long saved = 0;
    long application = 0;
    long applicationSaved = 0;
    for (ImageAudit.Layer layer : image.layers()) {
      layers.use(layer);
      saved += layer.savedCompressedBytes();
      if (!layer.fromBase()) {
        application += layer.compressedBytes();
        applicationSaved += layer.savedCompressedBytes();
      }
    }
    return new CountedImage(
        image.reference(),
        image.platform().map(Platform::toString).orElse(""),
        image.resolved().flatMap(ResolvedName::digest).map(Digest::toString).orElse(""),
        image.labels(),
        image.base().name(),
        groupBy.flatMap(key -> key.of(image)),
        image.verdict().isCandidate(),
        image.size().compressedBytes(),
        saved,
        application,
        applicationSaved,
        firstUse,
        layers.uses());
  }

  /** How often it is pulled in a month: as the list says, else once by each that runs it. */
  Optional<Long> pulls() {
    return labels.pullsPerMonth().or(labels::instances);
  }
}
