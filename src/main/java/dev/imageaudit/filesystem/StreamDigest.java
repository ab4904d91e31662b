package dev.imageaudit.filesystem;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Computes a stream's diff ID on another thread than the one that reads it. */
final class StreamDigest implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int BUFFERS = 4;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final DiffId expected;
  private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final CompletableFuture<Digest> result;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean ended;

  /** Computes by the algorithm that {@code expected} has. */
  StreamDigest(DiffId expected, Executor threads) {
    this.expected = expected;
    for (int i = 1; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocate(BUFFER_BYTES));
    }
    this.result = CompletableFuture.supplyAsync(this::compute, threads);
  }

  private Digest compute() {
    try {
      MessageDigest computation = expected.digest().newComputation();
      for (ByteBuffer next = filled.take(); next.hasRemaining(); next = filled.take()) {
        computation.update(next);
        free.add(next.clear());
      }
      return new Digest(
          expected.digest().algorithm(), HexFormat.of().formatHex(computation.digest()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  void update(byte[] bytes, int offset, int count) throws InterruptedIOException {
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, buffer.remaining());
      buffer.put(bytes, offset + done, part);
      done += part;
      if (!buffer.hasRemaining()) {
        handOver();
      }
    }
  }

  /** The diff ID of all that was given. */
  DiffId finish() throws InterruptedIOException {
    handOver();
    close();
    return new DiffId(result.join());
  }

  private void handOver() throws InterruptedIOException {
    if (buffer.position() == 0) {
      return;
    }
    try {
      filled.put(buffer.flip());
      buffer = free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      filled.add(END);
    }
  }
}
