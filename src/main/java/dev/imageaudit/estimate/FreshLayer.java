package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Weighs a new layer, from what its files weigh in the layers where they lie: compression looks no
 * further than some kilobytes back, so a file takes its compressed bytes along.
 */
final class FreshLayer {
  private static final int BLOCK_BYTES = 512;

  /** A header among others of its like, compressed. */
  private static final int COMPRESSED_HEADER_BYTES = 50;

  private static final Bytes HEADER = new Bytes(BLOCK_BYTES, COMPRESSED_HEADER_BYTES);

  /** The two blocks at a tar stream's end; the compression's own header and checksum. */
  private static final Bytes END = new Bytes(2 * BLOCK_BYTES, 40);

  /** Other neighbours, another order, another implementation of the same compression. */
  private static final double COMPRESSION_UNCERTAINTY = 0.03;

  /** Times of change with fractions of a second need a further header. */
  private static final double FRAMING_UNCERTAINTY = 0.005;

  private FreshLayer() {}

  /** The layer of {@code files}; each content counts once, however many names it has. */
  static Bytes weigh(Collection<RootFile> files) {
    if (files.isEmpty()) {
      return Bytes.ZERO;
    }
    Set<FileEntry> contents = Collections.newSetFromMap(new IdentityHashMap<>(files.size()));
    Bytes sum = END;
    for (RootFile file : files) {
      boolean isFirstName = contents.add(file.inode());
      sum =
          sum.plus(
              isFirstName && file.inode().framingBytes() > 0 ? Bytes.of(file.inode()) : HEADER);
    }
    return sum;
  }

  /**
   * The layer of {@code files}, give or take what is not sure: whether residue in it stays behind,
   * and what the application opens that could not be followed.
   */
  static Weight weight(Subject subject, RuntimeNeeds needs, List<RootFile> files) {
    Bytes expected = weigh(files);
    Bytes low = weigh(sure(needs, files));
    Bytes more = maybeMore(subject, needs.removable(), files);
    return new Weight(
        new Bytes(
            Math.round(low.uncompressedBytes() * (1 - FRAMING_UNCERTAINTY)),
            Math.round(low.compressedBytes() * (1 - COMPRESSION_UNCERTAINTY))),
        expected,
        new Bytes(
            Math.round(
                (expected.uncompressedBytes() + more.uncompressedBytes())
                    * (1 + FRAMING_UNCERTAINTY)),
            Math.round(
                (expected.compressedBytes() + more.compressedBytes())
                    * (1 + COMPRESSION_UNCERTAINTY))));
  }

  private static List<RootFile> sure(RuntimeNeeds needs, List<RootFile> files) {
    return files.stream()
        .filter(file -> !needs.removable().has(file.path(), Confidence.LOW))
        .filter(file -> !needs.forAnyProgram().test(file.path()))
        .toList();
  }

  private static Bytes maybeMore(Subject subject, Removable removable, List<RootFile> files) {
    Set<String> kept = files.stream().map(RootFile::path).collect(Collectors.toSet());
    Predicate<RootFile> isPossible = file -> subject.closure().needs(file.path());
    if (!subject.closure().uncertainties().isEmpty()) {
      Classifier classifier = new Classifier(subject);
      isPossible = isPossible.or(file -> classifier.account(file).equals(Bookkeeper.APPLICATION));
    }
    Predicate<RootFile> possible = isPossible;
    Bytes sum = Bytes.ZERO;
    for (RootFile file : subject.root().files()) {
      if (file.layer() >= subject.baseLayers()
          && !kept.contains(file.path())
          && !removable.has(file.path(), Confidence.HIGH)
          && !file.isHardLink()
          && possible.test(file)) {
        sum = sum.plus(Bytes.of(file.inode()));
      }
    }
    return sum;
  }
}
