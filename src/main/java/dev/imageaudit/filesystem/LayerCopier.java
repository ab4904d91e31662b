package dev.imageaudit.filesystem;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads a layer's blob once more, verifies it, and hands on its bytes as they are. */
public final class LayerCopier implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final LayerPass pass;

  /** Says where each entry of a layer goes. */
  @FunctionalInterface
  public interface Selection {
    /**
     * Where the entry goes: its headers, its content and its padding, byte for byte; empty where it
     * stays behind.
     *
     * @param position in {@link LayerIndex#entries}
     */
    Optional<OutputStream> target(int position) throws IOException;
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
   * Copies the entries that {@code selection} chooses, without the marks at the stream's end;
   * global headers, which runtimes ignore, stay behind.
   *
   * @throws ImageException where the blob cannot be read or is not what its digests promise
   * @throws UncheckedIOException where a target cannot be written
   */
  public void copyEntries(Layer layer, InputStream blob, Selection selection)
      throws ImageException {
    pass.read(
        layer,
        blob,
        tar -> {
          new TarCopier(tar, selection).copyAll();
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
