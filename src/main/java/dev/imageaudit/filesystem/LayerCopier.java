package dev.imageaudit.filesystem;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/** Reads a layer's blob once more, verifies it, and hands on its bytes as they are. */
public final class LayerCopier implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final LayerPass pass;

  /** Takes the entries of a layer. */
  public interface EntryTarget {
    /**
     * Whether the entry is wanted.
     *
     * @param position in {@link LayerIndex#entries}
     */
    boolean wants(int position);

    /**
     * Begins an entry that is wanted.
     *
     * @param headers all that comes before its content, byte for byte; see {@link TarHeaders}
     * @return where its content goes, padded to whole blocks
     */
    OutputStream begin(int position, byte[] headers) throws IOException;
  }

  /**
   * A copier for any number of layers.
   *
   * @param progress told the number of bytes of every piece of a blob that is read
   */
  public LayerCopier(LongConsumer progress) {
    this.pass = new LayerPass(progress);
  }

  /**
   * Hands the entries that {@code target} wants to it, in the stream's order; global headers, which
   * runtimes ignore, stay behind.
   *
   * @throws ImageException where the blob cannot be read or is not what its digests promise
   * @throws UncheckedIOException where {@code target} cannot be written
   */
  public void copyEntries(Layer layer, InputStream blob, EntryTarget target) throws ImageException {
    pass.read(
        layer,
        blob,
        tar -> {
          new TarCopier(tar, target).copyAll();
          return tar;
        });
  }

  /**
   * Copies the uncompressed stream.
   *
   * @throws ImageException where the blob cannot be read or is not what its digests promise
   * @throws UncheckedIOException where {@code target} cannot be written
   */
  public void copyStream(Layer layer, InputStream blob, OutputStream target) throws ImageException {
    pass.read(
        layer,
        blob,
        tar -> {
          tar.expectContent();
          byte[] buffer = new byte[BUFFER_BYTES];
          for (int count = tar.read(buffer, 0, buffer.length);
              count >= 0;
              count = tar.read(buffer, 0, buffer.length)) {
            write(target, buffer, count);
          }
          return tar;
        });
  }

  /** Writes what is not the layer's fault if it fails. */
  static void write(OutputStream target, byte[] bytes, int count) {
    try {
      target.write(bytes, 0, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pass.close();
  }
}
