package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import dev.imageaudit.oci.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Adds up a fleet as its outcomes come, in whatever order. */
final class FleetSums {
  private final Map<Digest, SharedLayer> layers = new HashMap<>();
  private final BaseSums bases = new BaseSums();
  private final SavingSums savings;
  private int images;
  private int audited;
  private int failed;
  private int skipped;
  private int candidates;
  private long imagesCompressedBytes;
  private long imagesUncompressedBytes;
  private long imagesSavedCompressedBytes;
  private long imagesDuplicateCompressedBytes;

  /**
   * A layer and what every image that uses it sheds of it.
   *
   * @param savedCompressedBytes the least that any of them sheds: the others' parts stay in the
   *     registry as long as one image needs them
   */
  private record SharedLayer(
      long compressedBytes,
      long uncompressedBytes,
      long savedCompressedBytes,
      long duplicateCompressedBytes) {
    SharedLayer alsoUsedBy(SharedLayer that) {
      return new SharedLayer(
          compressedBytes,
          uncompressedBytes,
          Math.min(savedCompressedBytes, that.savedCompressedBytes),
          Math.min(duplicateCompressedBytes, that.duplicateCompressedBytes));
    }
  }

  FleetSums() {
    this(Optional.empty());
  }

  /** Sums that are also told apart by {@code groupBy}. */
  FleetSums(Optional<GroupKey> groupBy) {
    this.savings = new SavingSums(groupBy);
  }

  synchronized void add(AuditOutcome outcome) {
    images++;
    if (outcome instanceof ImageAudit image) {
      audited++;
      addImage(image);
    } else if (outcome instanceof AuditOutcome.Skipped) {
      skipped++;
    } else {
      failed++;
    }
  }

  private void addImage(ImageAudit image) {
    bases.add(image);
    savings.add(image);
    candidates += image.verdict().isCandidate() ? 1 : 0;
    imagesCompressedBytes += image.size().compressedBytes();
    imagesUncompressedBytes += image.size().uncompressedBytes();
    for (ImageAudit.Layer layer : image.layers()) {
      imagesSavedCompressedBytes += layer.savedCompressedBytes();
      imagesDuplicateCompressedBytes += layer.duplicateCompressedBytes();
      layers.merge(
          layer.digest(),
          new SharedLayer(
              layer.compressedBytes(),
              layer.uncompressedBytes(),
              layer.savedCompressedBytes(),
              layer.duplicateCompressedBytes()),
          SharedLayer::alsoUsedBy);
    }
  }

  synchronized List<BaseUse> bases() {
    return bases.uses();
  }

  /**
   * What refactoring saves.
   *
   * @param outcomes all that were added, sorted
   */
  synchronized FleetSavings savings(Tariff tariff, Supplier<Iterable<AuditOutcome>> outcomes) {
    return savings.savings(tariff, outcomes);
  }

  synchronized FleetTotals totals() {
    long compressed = 0;
    long uncompressed = 0;
    long saved = 0;
    long duplicate = 0;
    for (SharedLayer layer : layers.values()) {
      compressed += layer.compressedBytes;
      uncompressed += layer.uncompressedBytes;
      saved += layer.savedCompressedBytes;
      duplicate += layer.duplicateCompressedBytes;
    }
    return new FleetTotals(
        images,
        audited,
        failed,
        skipped,
        candidates,
        layers.size(),
        compressed,
        uncompressed,
        imagesCompressedBytes,
        imagesUncompressedBytes,
        saved,
        imagesSavedCompressedBytes,
        duplicate,
        imagesDuplicateCompressedBytes);
  }
}
