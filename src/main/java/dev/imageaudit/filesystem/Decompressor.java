package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The uncompressed stream of a blob that knows how far into the blob it has come. */
abstract class Decompressor extends InputStream {

  /**
   * Opens {@code blob} as what its first bytes say that it is; what the manifest's media type says
   * does not count.
   */
  static Decompressor open(ReadAhead blob) throws IOException {
    ByteBuffer first = blob.next();
    if (startsWith(first, 0x1f, 0x8b)) {
      return new GzipDecompressor(blob, first);
    }
    if (startsWith(first, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(first)) {
      return new ZstdDecompressor(blob, first);
    }
    if (startsWith(first, 0xfd, '7', 'z', 'X', 'Z') || startsWith(first, 'B', 'Z', 'h')) {
      throw new BlobReadException(
          FailureReason.UNSUPPORTED_COMPRESSION,
          "the layer is compressed with xz or bzip2; the image specification knows gzip and zstd");
    }
    return new PlainStream(blob, first);
  }

  private static boolean startsWith(ByteBuffer bytes, int... magic) {
    if (bytes.remaining() < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes.get(bytes.position() + i) & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** RFC 8878, section 3.1.2: {@code 0x184D2A5?}, little-endian. */
  private static boolean isSkippableFrame(ByteBuffer bytes) {
    return bytes.remaining() >= 4
        && (bytes.get(bytes.position()) & 0xf0) == 0x50
        && startsWith(bytes.duplicate().position(bytes.position() + 1), 0x2a, 0x4d, 0x18);
  }

  abstract Compression compression();

  /** How many of the blob's bytes stand for what has been read; never decreases. */
  abstract long blobPosition();

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
