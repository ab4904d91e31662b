package dev.imageaudit.image;

import java.io.InputStream;

/** Takes the blob of a layer as it comes. */
@FunctionalInterface
public interface LayerConsumer {
  /**
   * Reads {@code blob} to its end; the caller closes it. The stream throws {@link
   * BlobReadException} where the transport, and not the content, is at fault.
   */
  void accept(Layer layer, InputStream blob) throws ImageException;
}
