package dev.imageaudit.filesystem;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.util.List;

/**
 * All that one layer's tar stream says, read once: a pure function of the blob and of the capture
 * rules.
 *
 * <p>{@code streamBytes} is the sum of the entries' size and framing plus {@code overheadBytes};
 * {@code blobBytes} is the sum of their compressed counterparts plus {@code
 * overheadCompressedBytes}.
 *
 * @param digest of the blob as it was read
 * @param diffId of the uncompressed stream as it was read
 * @param streamBytes the uncompressed tar stream, to its end
 * @param overheadBytes what belongs to no entry: end-of-archive blocks, global headers
 * @param overheadCompressedBytes the rest of the blob: the compression's own frame included
 * @param entries in the stream's order
 */
public record LayerIndex(
    Digest digest,
    DiffId diffId,
    Compression compression,
    long blobBytes,
    long streamBytes,
    long overheadBytes,
    long overheadCompressedBytes,
    List<FileEntry> entries) {

  public LayerIndex {
    entries = List.copyOf(entries);
    long stream = overheadBytes;
    long blob = overheadCompressedBytes;
    for (FileEntry entry : entries) {
      stream += entry.sizeBytes() + entry.framingBytes();
      blob += entry.compressedBytes() + entry.framingCompressedBytes();
    }
    if (stream != streamBytes || blob != blobBytes) {
      throw new IllegalArgumentException(
          "the books of layer %s do not balance: stream %d of %d, blob %d of %d"
              .formatted(digest, stream, streamBytes, blob, blobBytes));
    }
  }
}
