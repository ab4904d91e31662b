package dev.imageaudit.filesystem;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Computes the digests of many contents, one after the other, on another thread than the one that
 * reads them. What goes there is each content's length, then the content.
 */
final class ContentDigests implements AutoCloseable {
  private final ByteHandOver bytes = new ByteHandOver();
  private final CompletableFuture<List<ContentDigest>> result;

  ContentDigests(Executor threads) {
    this.result = CompletableFuture.supplyAsync(this::compute, threads);
  }

  private List<ContentDigest> compute() {
    Computation computation = new Computation();
    bytes.consume(computation::accept);
    return computation.digests;
  }

  private static final class Computation {
    private final List<ContentDigest> digests = new ArrayList<>();
    private final MessageDigest sha256 = sha256();
    private long missing;

    void accept(ByteBuffer chunk) {
      while (chunk.hasRemaining()) {
        if (missing == 0) {
          missing = chunk.getLong();
        }
        int count = (int) Math.min(missing, chunk.remaining());
        sha256.update(chunk.slice(chunk.position(), count));
        chunk.position(chunk.position() + count);
        missing -= count;
        if (missing == 0) {
          digests.add(ContentDigest.of(sha256));
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What follows is a content of {@code sizeBytes}, which is not zero. */
  void begin(long sizeBytes) throws InterruptedIOException {
    bytes.putLong(sizeBytes);
  }

  void update(byte[] chunk, int count) throws InterruptedIOException {
    bytes.put(chunk, 0, count);
  }

  /** The digests in the order of the contents. */
  List<ContentDigest> finish() throws InterruptedIOException {
    bytes.flush();
    close();
    return result.join();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
