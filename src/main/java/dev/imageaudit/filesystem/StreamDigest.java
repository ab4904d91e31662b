package dev.imageaudit.filesystem;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Computes a stream's diff ID on another thread than the one that reads it. */
final class StreamDigest implements AutoCloseable {
  private final DiffId expected;
  private final ByteHandOver bytes = new ByteHandOver();
  private final CompletableFuture<Digest> result;

  /** Computes by the algorithm that {@code expected} has. */
  StreamDigest(DiffId expected, Executor threads) {
    this.expected = expected;
    this.result = CompletableFuture.supplyAsync(this::compute, threads);
  }

  private Digest compute() {
    MessageDigest computation = expected.digest().newComputation();
    bytes.consume(computation::update);
    return new Digest(
        expected.digest().algorithm(), HexFormat.of().formatHex(computation.digest()));
  }

  void update(byte[] chunk, int offset, int count) throws InterruptedIOException {
    bytes.put(chunk, offset, count);
  }

  /** The diff ID of all that was given. */
  DiffId finish() throws InterruptedIOException {
    bytes.flush();
    close();
    return new DiffId(result.join());
  }

  @Override
  public void close() {
    bytes.close();
  }
}
