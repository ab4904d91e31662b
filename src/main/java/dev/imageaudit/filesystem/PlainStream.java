package dev.imageaudit.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A blob that is not compressed. */
final class PlainStream extends Decompressor {
  private final ReadAhead blob;
  private ByteBuffer chunk;
  private long position;

  PlainStream(ReadAhead blob, ByteBuffer first) {
    this.blob = blob;
    this.chunk = first;
  }

  @Override
  Compression compression() {
    return Compression.NONE;
  }

  @Override
  long blobPosition() {
    return position;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!chunk.hasRemaining()) {
      chunk = blob.next();
      if (!chunk.hasRemaining()) {
        return -1;
      }
    }
    int count = Math.min(length, chunk.remaining());
    chunk.get(target, offset, count);
    position += count;
    return count;
  }
}
