package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;

/**
 * One pass over a layer's blob, verified at its end. Reading and hashing the blob, inflating and
 * reading the tar stream, and hashing that run on three threads.
 */
final class LayerPass implements AutoCloseable {
  private final LongConsumer progress;
  private final ExecutorService threads = Executors.newCachedThreadPool(daemons());

  /** Reads a layer's uncompressed stream to its end. */
  @FunctionalInterface
  interface Reading<T> {
    T read(TarStream tar) throws IOException;
  }

  /**
   * What a pass gives.
   *
   * @param blob its digest, as it was read
   */
  record Result<T>(
      T value, Digest blob, Compression compression, long blobBytes, long streamBytes) {}

  /** Passes over any number of layers, several at a time; {@code progress} is told each piece. */
  LayerPass(LongConsumer progress) {
    this.progress = progress;
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
  <T> Result<T> read(Layer layer, InputStream blob, Reading<T> reading) throws ImageException {
    Digest key = layer.key();
    try (ReadAhead source = new ReadAhead(blob, key.newComputation(), threads, progress)) {
      try {
        return read(layer, source, reading);
      } catch (BlobReadException e) {
        throw explained(layer, source, e);
      }
    } catch (BlobReadException e) {
      throw new ImageException(e.reason(), message(layer, e), e);
    } catch (IOException e) {
      throw new ImageException(FailureReason.CONNECTION_FAILED, message(layer, e), e);
    }
  }

  private <T> Result<T> read(Layer layer, ReadAhead source, Reading<T> reading) throws IOException {
    try (Decompressor stream = Decompressor.open(source);
        StreamDigest streamDigest = new StreamDigest(layer.diffId(), threads)) {
      TarStream tar = new TarStream(stream, streamDigest);
      T value = reading.read(tar);
      source.drain();
      Digest blobDigest = verifiedDigest(layer, source);
      DiffId diffId = streamDigest.finish();
      if (!diffId.equals(layer.diffId())) {
        throw new BlobReadException(
            FailureReason.DIGEST_MISMATCH,
            "its uncompressed stream has the digest " + diffId + ", not its diff ID");
      }
      return new Result<>(value, blobDigest, stream.compression(), source.bytes(), tar.position());
    }
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
