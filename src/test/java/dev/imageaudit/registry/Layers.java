package dev.imageaudit.registry;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.LayerRead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Reads layers as the layer indexer does. */
final class Layers {
  private Layers() {}

  /** The blob of layer number {@code index}. */
  static byte[] read(Image image, int index) throws ImageException {
    List<LayerRead> reads = image.reads(List.of(image.layers().get(index)));
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    for (LayerRead read : reads) {
      read.deliver(
          (layer, in) -> {
            try {
              in.transferTo(blob);
            } catch (BlobReadException e) {
              throw new ImageException(e.reason(), String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
    return blob.toByteArray();
  }
}
