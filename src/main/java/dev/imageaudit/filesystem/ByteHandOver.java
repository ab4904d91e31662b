package dev.imageaudit.filesystem;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Bytes on their way from the thread that reads them to one that works on them. */
final class ByteHandOver implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int BUFFERS = 4;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean ended;

  ByteHandOver() {
    for (int i = 1; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocate(BUFFER_BYTES));
    }
  }

  void put(byte[] bytes, int offset, int count) throws InterruptedIOException {
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, buffer.remaining());
      buffer.put(bytes, offset + done, part);
      done += part;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  /** Hands over what there is. */
  void flush() throws InterruptedIOException {
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

  /** Gives {@code work} all that comes, until the end. */
  void consume(Consumer<ByteBuffer> work) {
    try {
      for (ByteBuffer next = filled.take(); next.hasRemaining(); next = filled.take()) {
        work.accept(next);
        free.add(next.clear());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Ends it; what was not flushed is lost. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      filled.add(END);
    }
  }
}
