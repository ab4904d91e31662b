package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.LayerIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The same image with its residue gone and without hidden bytes: what another stage on the same
 * base would ship.
 *
 * @param projection its size
 * @param savedByLayer what is expected to go of each layer
 */
public record TrimProjection(Projection projection, List<Bytes> savedByLayer) {
  public static final String NAME = "trim";

  /** What remains compresses a little better or worse without its neighbours. */
  private static final double COMPRESSION_UNCERTAINTY = 0.02;

  public TrimProjection {
    savedByLayer = List.copyOf(savedByLayer);
  }

  /** The projection of {@code subject}: surely, probably and possibly removable residue. */
  public static TrimProjection of(Subject subject) {
    Bytes total = Bytes.ZERO;
    for (LayerIndex layer : subject.root().layers()) {
      total = total.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
    }
    List<Bytes> byLayer = saved(subject, Confidence.MEDIUM);
    Bytes low = sum(saved(subject, Confidence.HIGH));
    Bytes expected = sum(byLayer);
    Bytes high = sum(saved(subject, Confidence.LOW));
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
    return new TrimProjection(
        new Projection(
            NAME,
            rest(total.compressedBytes(), compressed),
            rest(total.uncompressedBytes(), uncompressed),
            compressed,
            uncompressed),
        byLayer);
  }

  private static Projection.Range rest(long total, Projection.Range saved) {
    return new Projection.Range(
        total - saved.high(), total - saved.expected(), total - saved.low());
  }

  private static Bytes sum(List<Bytes> parts) {
    return parts.stream().reduce(Bytes.ZERO, Bytes::plus);
  }

  private static List<Bytes> saved(Subject subject, Confidence atLeast) {
    Set<String> paths = new HashSet<>();
    for (Residue residue : subject.residues()) {
      if (!residue.neededAtRuntime()
          && removability(residue.finding()).map(c -> c.compareTo(atLeast) >= 0).orElse(false)) {
        paths.addAll(residue.finding().paths());
      }
    }
    Predicate<FileEntry> goes = goes(subject, Removal.of(subject.root(), paths::contains));
    List<Bytes> saved = new ArrayList<>();
    for (LayerIndex layer : subject.root().layers()) {
      saved.add(
          layer.entries().stream().filter(goes).map(Bytes::of).reduce(Bytes.ZERO, Bytes::plus));
    }
    return saved;
  }

  /**
   * How sure it is that another stage would not ship {@code finding}. A secret is reported, but
   * removing it is no matter of bytes; tools for attackers may be used; manuals are no build's
   * residue, and mostly come again with the base and the packages that stay.
   */
  private static Optional<Confidence> removability(Finding finding) {
    return switch (finding.kind()) {
      case SECRET, ATTACK_SURFACE -> Optional.empty();
      case DOCUMENTATION -> Optional.of(Confidence.LOW);
      default -> Optional.of(finding.confidence());
    };
  }

  /** What is hidden goes too, with the whiteouts that hide it. */
  private static Predicate<FileEntry> goes(Subject subject, Removal removal) {
    Set<FileEntry> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    for (HiddenFile file : subject.root().hidden()) {
      hidden.add(file.entry());
    }
    return entry ->
        removal.contains(entry)
            || hidden.contains(entry)
            || entry.type() == FileType.WHITEOUT
            || entry.type() == FileType.OPAQUE_WHITEOUT;
  }
}
