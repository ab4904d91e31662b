package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Weighs a new layer, from what its files weigh in the layers where they lie. */
final class FreshLayer {
  private static final int BLOCK_BYTES = 512;

  /** A header among others of its like, compressed. */
  private static final int COMPRESSED_HEADER_BYTES = 50;

  private static final Bytes HEADER = new Bytes(BLOCK_BYTES, COMPRESSED_HEADER_BYTES);

  /** The two blocks at a tar stream's end; the compression's own header and checksum. */
  private static final Bytes END = new Bytes(2 * BLOCK_BYTES, 40);

  private FreshLayer() {}

  /** The layer of {@code files}; each content counts once, however many names it has. */
  static Bytes weigh(List<RootFile> files) {
    if (files.isEmpty()) {
      return Bytes.ZERO;
    }
    Set<FileEntry> contents = Collections.newSetFromMap(new IdentityHashMap<>());
    Bytes sum = END;
    for (RootFile file : files) {
      boolean isFirstName = contents.add(file.inode());
      sum =
          sum.plus(
              isFirstName && file.inode().framingBytes() > 0 ? Bytes.of(file.inode()) : HEADER);
    }
    return sum;
  }
}
