package dev.imageaudit.filesystem;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads a layer's blob once, as a stream, and verifies it. */
public final class LayerIndexer implements AutoCloseable {
  private final CaptureRules rules;
  private final LayerPass pass;

  /**
   * An indexer for any number of layers, several at a time.
   *
   * @param progress told the number of bytes of every piece of a blob that is read
   */
  public LayerIndexer(CaptureRules rules, LongConsumer progress) {
    this.rules = rules;
    this.pass = new LayerPass(progress);
  }

  /**
   * Reads {@code blob} to its end; the caller closes it.
   *
   * @throws ImageException where the blob cannot be read, is not what its digests promise, or is no
   *     compressed tar stream; the reason says which
   */
  public LayerIndex index(Layer layer, InputStream blob) throws ImageException {
    LayerPass.Result<List<FileEntry>> read = pass.read(layer, blob, this::entries);
    long inStream = 0;
    long inBlob = 0;
    for (FileEntry entry : read.value()) {
      inStream += entry.sizeBytes() + entry.framingBytes();
      inBlob += entry.compressedBytes() + entry.framingCompressedBytes();
    }
    return new LayerIndex(
        read.blob(),
        layer.diffId(),
        read.compression(),
        read.blobBytes(),
        read.streamBytes(),
        read.streamBytes() - inStream,
        read.blobBytes() - inBlob,
        read.value());
  }

  private List<FileEntry> entries(TarStream tar) throws IOException {
    return new TarReader(tar, new ContentReader(rules)).readAll();
  }

  @Override
  public void close() {
    pass.close();
  }
}
