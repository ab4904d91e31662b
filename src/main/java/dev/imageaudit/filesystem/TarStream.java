package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The uncompressed stream on its way to the tar reader: metered, hashed and bounded. */
final class TarStream extends InputStream {
  /** No tar stream of an image is longer; what is, is a decompression bomb. */
  private static final long MAX_STREAM_BYTES = 1L << 38;

  /** Long names and PAX records are read into memory; nobody needs as much. */
  private static final int MAX_HEADER_BYTES = 1 << 22;

  private final Decompressor stream;
  private final StreamDigest digest;
  private long position;
  private long limit = MAX_STREAM_BYTES;
  private String limitMessage = "";
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream(2048);
  private boolean isInHeaders;
  private int paddingBytes;

  TarStream(Decompressor stream, StreamDigest digest) {
    this.stream = stream;
    this.digest = digest;
  }

  /** How many bytes of the uncompressed stream are read. */
  long position() {
    return position;
  }

  /** How many of the blob's bytes stand for them. */
  long blobPosition() {
    return stream.blobPosition();
  }

  /**
   * From here to the next {@link #expectContent} an entry's headers are read.
   *
   * @param paddingBytes what pads the entry before it
   */
  void expectHeaders(int paddingBytes) {
    headers.reset();
    this.paddingBytes = paddingBytes;
    isInHeaders = true;
    limit = position + MAX_HEADER_BYTES;
    limitMessage = "an entry's headers are longer than " + MAX_HEADER_BYTES + " bytes";
  }

  /** Those that were read last. */
  TarHeaders headers() {
    byte[] read = headers.toByteArray();
    return TarHeaders.of(
        Arrays.copyOfRange(read, Math.min(paddingBytes, read.length), read.length));
  }

  void expectContent() {
    isInHeaders = false;
    limit = MAX_STREAM_BYTES;
    limitMessage = "the uncompressed layer is longer than " + MAX_STREAM_BYTES + " bytes";
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = stream.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
      position += count;
      if (isInHeaders) {
        headers.write(target, offset, count);
      }
      if (position > limit) {
        throw new BlobReadException(FailureReason.LIMIT_EXCEEDED, limitMessage);
      }
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
