package dev.imageaudit.prove;

import com.github.luben.zstd.ZstdOutputStream;
import dev.imageaudit.filesystem.Compression;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** A tar stream that becomes a layer: compressed at the default level, as builders do. */
final class LayerOutput extends OutputStream {
  /** Two blocks of zeros end a tar stream. */
  private static final byte[] END = new byte[1024];

  private static final int BUFFER_BYTES = 1 << 16;

  private final BlobOutput blob;
  private final OutputStream compressed;
  private final boolean isZstd;
  private final MessageDigest computation = Digest.newSha256();
  private long bytes;

  /** Compressed with zstd if {@code like} is, else with gzip, which every runtime reads. */
  LayerOutput(Path layout, Compression like) throws IOException {
    this.blob = new BlobOutput(layout);
    this.isZstd = like == Compression.ZSTD;
    this.compressed =
        isZstd ? new ZstdOutputStream(blob) : new GZIPOutputStream(blob, BUFFER_BYTES);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    compressed.write(source, offset, count);
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
    compressed.close();
    return new WrittenLayer(
        blob.named(MediaTypes.OCI_LAYER + (isZstd ? "+zstd" : "+gzip")),
        new DiffId(Digest.ofSha256(computation.digest())),
        bytes);
  }

  @Override
  public void close() throws IOException {
    try (blob) {
      compressed.close();
    }
  }
}
