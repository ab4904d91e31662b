package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;

/** A length as it lies in the tar stream, and the share of the blob that stands for it. */
public record Bytes(long uncompressedBytes, long compressedBytes) {
  public static final Bytes ZERO = new Bytes(0, 0);

  /** Content, header and padding of {@code entry}. */
  public static Bytes of(FileEntry entry) {
    return new Bytes(
        entry.sizeBytes() + entry.framingBytes(),
        entry.compressedBytes() + entry.framingCompressedBytes());
  }

  public Bytes plus(Bytes that) {
    return new Bytes(
        uncompressedBytes + that.uncompressedBytes, compressedBytes + that.compressedBytes);
  }

  /** Where nothing is compressed. */
  Bytes uncompressedOnly() {
    return new Bytes(uncompressedBytes, uncompressedBytes);
  }

  Bytes max(Bytes that) {
    return new Bytes(
        Math.max(uncompressedBytes, that.uncompressedBytes),
        Math.max(compressedBytes, that.compressedBytes));
  }
}
