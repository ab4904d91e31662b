package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip of one member or several. {@link java.util.zip.GZIPInputStream} does the same but does not
 * tell how much of its input it has used.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipDecompressor extends Decompressor {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final ReadAhead blob;
  private final Inflater inflater = new Inflater(true);
  private ByteBuffer chunk;
  private long bytesBeforeChunk;
  private int chunkEnd;
  private boolean atEnd;

  GzipDecompressor(ReadAhead blob, ByteBuffer first) throws IOException {
    this.blob = blob;
    this.chunk = first;
    this.chunkEnd = first.limit();
    readHeader(nextByte());
    inflater.setInput(chunk);
  }

  @Override
  Compression compression() {
    return Compression.GZIP;
  }

  @Override
  long blobPosition() {
    return bytesBeforeChunk + chunk.position();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!atEnd) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          startNextMember();
        } else if (inflater.needsDictionary()) {
          throw corrupt("it asks for a preset dictionary");
        } else if (!refill()) {
          throw corrupt("it ends in the middle");
        } else {
          inflater.setInput(chunk);
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new BlobReadException(
          FailureReason.CORRUPT_COMPRESSION,
          "the layer's gzip stream is corrupt: " + e.getMessage(),
          e);
    }
  }

  private void startNextMember() throws IOException {
    long written = inflater.getBytesWritten();
    skip(4); // the CRC: the blob's digest is verified instead
    long size = nextByte() | nextByte() << 8 | nextByte() << 16 | (long) nextByte() << 24;
    if (size != (written & 0xffff_ffffL)) {
      throw corrupt("its length is not what its trailer says");
    }
    int first = skipPadding();
    if (first < 0) {
      atEnd = true;
      return;
    }
    readHeader(first);
    inflater.reset();
    inflater.setInput(chunk);
  }

  /** Tape blocks are padded with zeros behind the last member, and gzip(1) ignores them. */
  private int skipPadding() throws IOException {
    while (chunk.hasRemaining() || refill()) {
      int next = chunk.get() & 0xff;
      if (next != 0) {
        return next;
      }
    }
    return -1;
  }

  private void readHeader(int firstByte) throws IOException {
    if (firstByte != 0x1f || nextByte() != 0x8b || nextByte() != 8) {
      throw corrupt("a member does not begin with gzip's magic number");
    }
    int flags = nextByte();
    skip(6); // time, extra flags, operating system
    if ((flags & FLAG_EXTRA) != 0) {
      skip(nextByte() | nextByte() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void skipText() throws IOException {
    while (nextByte() != 0) {
      // a zero ends it
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      nextByte();
    }
  }

  private int nextByte() throws IOException {
    if (!chunk.hasRemaining() && !refill()) {
      throw corrupt("it ends in the middle");
    }
    return chunk.get() & 0xff;
  }

  private boolean refill() throws IOException {
    bytesBeforeChunk += chunkEnd;
    chunk = blob.next();
    chunkEnd = chunk.limit();
    return chunk.hasRemaining();
  }

  private static BlobReadException corrupt(String why) {
    return new BlobReadException(
        FailureReason.CORRUPT_COMPRESSION, "the layer's gzip stream is corrupt: " + why);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
