package dev.imageaudit.filesystem;

import dev.imageaudit.oci.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a blob and computes its digest on another thread, a few chunks ahead of the one who
 * inflates it.
 */
final class ReadAhead implements Closeable {
  private static final int CHUNK_BYTES = 128 * 1024;
  private static final int CHUNKS_AHEAD = 8;

  /** What the reading thread hands over: some bytes, or that and how the blob ended. */
  private record Chunk(ByteBuffer bytes, boolean last, @Nullable IOException failure) {}

  private final InputStream blob;
  private final MessageDigest computation;
  private final LongConsumer progress;
  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
  private volatile boolean closed;
  private boolean ended;
  private long bytes;

  /**
   * Starts reading.
   *
   * @param computation of the blob's digest
   * @param progress told the number of bytes of each chunk read
   */
  ReadAhead(InputStream blob, MessageDigest computation, Executor threads, LongConsumer progress) {
    this.blob = blob;
    this.computation = computation;
    this.progress = progress;
    threads.execute(this::readAll);
  }

  private void readAll() {
    try {
      boolean more = true;
      while (more && !closed) {
        Chunk chunk = readChunk();
        more = !chunk.last;
        while (!closed && !chunks.offer(chunk, 100, TimeUnit.MILLISECONDS)) {
          // The one who inflates is slower; look now and then whether he has given up.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Chunk readChunk() {
    try {
      byte[] buffer = new byte[CHUNK_BYTES];
      int length = blob.readNBytes(buffer, 0, buffer.length);
      computation.update(buffer, 0, length);
      progress.accept(length);
      return new Chunk(ByteBuffer.wrap(buffer, 0, length), length < buffer.length, null);
    } catch (IOException e) {
      return new Chunk(ByteBuffer.allocate(0), true, e);
    } catch (RuntimeException e) {
      return new Chunk(ByteBuffer.allocate(0), true, new IOException(e));
    }
  }

  /**
   * The next bytes; none at the blob's end.
   *
   * @throws IOException what reading the blob threw
   */
  ByteBuffer next() throws IOException {
    if (ended) {
      return ByteBuffer.allocate(0);
    }
    Chunk chunk;
    try {
      chunk = chunks.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    ended = chunk.last;
    if (chunk.failure != null) {
      throw chunk.failure;
    }
    bytes += chunk.bytes.remaining();
    return chunk.bytes;
  }

  /** Reads what is left, so that length and digest are those of the whole blob. */
  void drain() throws IOException {
    while (!ended) {
      next();
    }
  }

  /** How many bytes {@link #next} has given. */
  long bytes() {
    return bytes;
  }

  /** The digest of the whole blob; only once it is read to its end. */
  Digest digest() {
    if (!ended) {
      throw new IllegalStateException("the blob is not read to its end");
    }
    return new Digest(
        computation.getAlgorithm().equals("SHA-512") ? "sha512" : "sha256",
        HexFormat.of().formatHex(computation.digest()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
