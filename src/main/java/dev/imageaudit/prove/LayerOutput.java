package dev.imageaudit.prove;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** A tar stream that becomes a layer: compressed with gzip at its default level, as builders do. */
final class LayerOutput extends OutputStream {
  /** Two blocks of zeros end a tar stream. */
  private static final byte[] END = new byte[1024];

  private static final int BUFFER_BYTES = 1 << 16;

  private final BlobOutput blob;
  private final GZIPOutputStream gzip;
  private final MessageDigest computation = Digest.newSha256();
  private long bytes;

  LayerOutput(Path layout) throws IOException {
    this.blob = new BlobOutput(layout);
    this.gzip = new GZIPOutputStream(blob, BUFFER_BYTES);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    gzip.write(source, offset, count);
    computation.update(source, offset, count);
    bytes += count;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /** Ends a stream of entries. */
  WrittenLayer endEntries() throws IOException {
    write(END, 0, END.length);
    return end();
  }

  /** Ends a stream that has an end of its own. */
  WrittenLayer end() throws IOException {
    gzip.finish();
    return new WrittenLayer(
        blob.named(MediaTypes.OCI_LAYER + "+gzip"),
        new DiffId(Digest.ofSha256(computation.digest())),
        bytes);
  }

  @Override
  public void close() throws IOException {
    try (blob) {
      gzip.close();
    }
  }
}
