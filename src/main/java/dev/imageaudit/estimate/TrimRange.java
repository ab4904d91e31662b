package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@link TrimProjection} saves, give or take what a rebuilt image on the same base does
 * otherwise: it has the base's layers as they are, and what installing packages leaves behind; it
 * may lack packages that nothing leads to; and what it builds again is never quite the same.
 *
 * @param byLayer of each layer what is expected to go
 */
record TrimRange(List<Bytes> byLayer, Saved compressed, Saved uncompressed) {
  /** What remains compresses a little better or worse without its neighbours. */
  private static final double COMPRESSION_UNCERTAINTY = 0.02;

  /** Of what is built again: other times, another order, another version of a package. */
  private static final double REBUILD_UNCERTAINTY = 0.01;

  /** Of each layer that is built again: directories that it changes, times, padding. */
  private static final Bytes LAYER_UNCERTAINTY = new Bytes(8192, 1024);

  /**
   * Of one measure.
   *
   * @param low negative where the image may grow
   * @param all what there is
   */
  record Saved(long low, long expected, long high, long all) {
    Projection.Range range() {
      return new Projection.Range(Math.max(0, low), expected, high);
    }

    /** What remains. */
    Projection.Range rest() {
      return new Projection.Range(all - high, all - expected, all - low);
    }
  }

  TrimRange {
    byLayer = List.copyOf(byLayer);
  }

  /**
   * The range around {@code expected}.
   *
   * @param expected without the residue that goes probably
   */
  static TrimRange around(Subject subject, Removable removable, Trimming expected) {
    Trimming sure =
        removable.hasAny(Confidence.MEDIUM)
            ? Trimming.of(subject, removable, Confidence.HIGH)
            : expected;
    int whole = ToolFreeLayers.count(subject);
    Set<String> unneeded = unneeded(subject, whole);
    Trimming possible =
        removable.hasAny(Confidence.LOW) || !unneeded.isEmpty()
            ? Trimming.of(
                subject, path -> removable.has(path, Confidence.LOW) || unneeded.contains(path))
            : expected;
    List<LayerIndex> layers = subject.root().layers();
    List<Bytes> byLayer = new ArrayList<>();
    Bytes low = Bytes.ZERO;
    Bytes high = Bytes.ZERO;
    Bytes rebuilt = Bytes.ZERO;
    for (int i = 0; i < layers.size(); i++) {
      byLayer.add(weigh(layers.get(i), entry -> !expected.keeps(entry)));
      high = high.plus(weigh(layers.get(i), entry -> !possible.keeps(entry)));
      if (i >= whole) {
        low =
            low.plus(
                weigh(layers.get(i), entry -> !sure.keeps(entry) && !Traces.has(entry.path())));
        rebuilt = rebuilt.plus(uncertain(layers.get(i), expected));
      }
    }
    return of(Sizes.today(subject), byLayer, low, high, rebuilt);
  }

  private static TrimRange of(
      Bytes today, List<Bytes> byLayer, Bytes low, Bytes high, Bytes rebuilt) {
    Bytes expected = byLayer.stream().reduce(Bytes.ZERO, Bytes::plus);
    return new TrimRange(
        byLayer,
        saved(
            Math.round(low.compressedBytes() * (1 - COMPRESSION_UNCERTAINTY)),
            expected.compressedBytes(),
            Math.round(high.compressedBytes() * (1 + COMPRESSION_UNCERTAINTY)),
            rebuilt.compressedBytes(),
            today.compressedBytes()),
        saved(
            low.uncompressedBytes(),
            expected.uncompressedBytes(),
            high.uncompressedBytes(),
            rebuilt.uncompressedBytes(),
            today.uncompressedBytes()));
  }

  private static Saved saved(long low, long expected, long high, long uncertain, long all) {
    return new Saved(
        Math.min(expected, low) - uncertain,
        expected,
        Math.min(all, Math.max(expected, high) + uncertain),
        all);
  }

  private static Bytes uncertain(LayerIndex layer, Trimming expected) {
    Bytes kept = weigh(layer, expected::keeps);
    return kept.equals(Bytes.ZERO)
        ? Bytes.ZERO
        : new Bytes(
                Math.round(kept.uncompressedBytes() * REBUILD_UNCERTAINTY),
                Math.round(kept.compressedBytes() * REBUILD_UNCERTAINTY))
            .plus(LAYER_UNCERTAINTY);
  }

  private static Bytes weigh(LayerIndex layer, Predicate<FileEntry> counts) {
    return layer.entries().stream().filter(counts).map(Bytes::of).reduce(Bytes.ZERO, Bytes::plus);
  }

  /** The files of the packages beside the base's that nothing leads to. */
  private static Set<String> unneeded(Subject subject, int whole) {
    Set<String> unneeded = new HashSet<>();
    for (InstalledPackage installed : subject.packages().packages()) {
      if (!installed.essential() && isInstalledUnneeded(subject, installed, whole)) {
        unneeded.addAll(installed.files());
      }
    }
    return unneeded;
  }

  private static boolean isInstalledUnneeded(
      Subject subject, InstalledPackage installed, int whole) {
    boolean isAny = false;
    for (String path : installed.files()) {
      Optional<RootFile> file = subject.root().find(path).filter(RootFile::isRegular);
      if (file.isPresent()) {
        if (file.get().layer() < whole || subject.closure().needs(path)) {
          return false;
        }
        isAny = true;
      }
    }
    return isAny;
  }
}
