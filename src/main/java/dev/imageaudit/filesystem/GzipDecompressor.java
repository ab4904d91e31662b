package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gzip of one member or several.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipDecompressor extends Decompressor {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final BitInput input;
  private final DeflateDecoder decoder;
  private boolean atEnd;

  GzipDecompressor(ReadAhead blob, ByteBuffer first) throws IOException {
    this.input = new BitInput(blob, first);
    this.decoder = new DeflateDecoder(input);
    readHeader(nextByte());
  }

  @Override
  Compression compression() {
    return Compression.GZIP;
  }

  @Override
  long blobPosition() {
    return input.position();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!atEnd) {
      int count = decoder.read(target, offset, length);
      if (count > 0) {
        return count;
      }
      startNextMember();
    }
    return -1;
  }

  private void startNextMember() throws IOException {
    long written = decoder.writtenBytes();
    input.alignToByte();
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
    decoder.reset();
  }

  /** Tape blocks are padded with zeros behind the last member, and gzip(1) ignores them. */
  private int skipPadding() throws IOException {
    while (input.hasByte()) {
      int next = nextByte();
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
    byte[] one = new byte[1];
    input.copy(one, 0, 1);
    return one[0] & 0xff;
  }

  static BlobReadException corrupt(String why) {
    return new BlobReadException(
        FailureReason.CORRUPT_COMPRESSION, "the layer's gzip stream is corrupt: " + why);
  }
}
