package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;

/**
 * Reads a layer's blob once, as a stream, and verifies it. Reading and hashing the blob, inflating
 * and reading the tar stream, hashing that, and hashing the contents in it run on four threads.
 */
public final class LayerIndexer implements AutoCloseable {
  private final CaptureRules rules;
  private final LongConsumer progress;
  private final ExecutorService threads;

  /**
   * An indexer for any number of layers, several at a time.
   *
   * @param progress told the number of bytes of every piece of a blob that is read
   */
  public LayerIndexer(CaptureRules rules, LongConsumer progress) {
    this.rules = rules;
    this.progress = progress;
    this.threads = Executors.newCachedThreadPool(daemons());
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "layer-stream");
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Reads {@code blob} to its end; the caller closes it.
   *
   * @throws ImageException where the blob cannot be read, is not what its digests promise, or is no
   *     compressed tar stream; the reason says which
   */
  public LayerIndex index(Layer layer, InputStream blob) throws ImageException {
    Digest key = layer.key();
    try (ReadAhead source = new ReadAhead(blob, key.newComputation(), threads, progress)) {
      try {
        return index(layer, source);
      } catch (BlobReadException e) {
        throw explained(layer, source, e);
      }
    } catch (BlobReadException e) {
      throw new ImageException(e.reason(), message(layer, e), e);
    } catch (IOException e) {
      throw new ImageException(FailureReason.CONNECTION_FAILED, message(layer, e), e);
    }
  }

  private LayerIndex index(Layer layer, ReadAhead source) throws IOException {
    try (Decompressor stream = Decompressor.open(source);
        StreamDigest streamDigest = new StreamDigest(layer.diffId(), threads);
        ContentDigests contentDigests = new ContentDigests(threads)) {
      TarStream tar = new TarStream(stream, streamDigest);
      TarReader reader = new TarReader(tar, new ContentReader(rules, contentDigests));
      reader.readAll();
      List<FileEntry> entries = reader.withDigests(contentDigests.finish());
      source.drain();
      Digest blobDigest = verifiedDigest(layer, source);
      DiffId diffId = streamDigest.finish();
      if (!diffId.equals(layer.diffId())) {
        throw new BlobReadException(
            FailureReason.DIGEST_MISMATCH,
            "its uncompressed stream has the digest " + diffId + ", not its diff ID");
      }
      return balanced(
          layer, blobDigest, stream.compression(), source.bytes(), tar.position(), entries);
    }
  }

  private static LayerIndex balanced(
      Layer layer,
      Digest digest,
      Compression compression,
      long blobBytes,
      long streamBytes,
      List<FileEntry> entries) {
    long inStream = 0;
    long inBlob = 0;
    for (FileEntry entry : entries) {
      inStream += entry.sizeBytes() + entry.framingBytes();
      inBlob += entry.compressedBytes() + entry.framingCompressedBytes();
    }
    return new LayerIndex(
        digest,
        layer.diffId(),
        compression,
        blobBytes,
        streamBytes,
        streamBytes - inStream,
        blobBytes - inBlob,
        entries);
  }

  private static Digest verifiedDigest(Layer layer, ReadAhead source) throws BlobReadException {
    if (layer.blobBytes().isPresent() && layer.blobBytes().getAsLong() != source.bytes()) {
      throw new BlobReadException(
          FailureReason.TRUNCATED,
          "its blob has %d bytes instead of %d"
              .formatted(source.bytes(), layer.blobBytes().getAsLong()));
    }
    Digest digest = source.digest();
    if (layer.digest().isPresent() && !layer.digest().get().equals(digest)) {
      throw new BlobReadException(
          FailureReason.DIGEST_MISMATCH, "its blob has the digest " + digest);
    }
    return digest;
  }

  /** A blob that makes no sense: is it the wrong blob, or the right one and made so? */
  private static BlobReadException explained(
      Layer layer, ReadAhead source, BlobReadException failure) throws IOException {
    switch (failure.reason()) {
      case CORRUPT_COMPRESSION, CORRUPT_TAR, UNSUPPORTED_COMPRESSION -> {
        source.drain();
        verifiedDigest(layer, source);
        return failure;
      }
      default -> {
        return failure;
      }
    }
  }

  private static String message(Layer layer, IOException failure) {
    return "layer " + layer.key() + ": " + failure.getMessage();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
