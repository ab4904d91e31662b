package dev.imageaudit.local;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerRead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A tar archive with an image's documents and layers, in whatever order; never unpacked. */
interface Archive {
  /** Longer documents are no image's. */
  int MAX_DOCUMENT_BYTES = 8 << 20;

  /**
   * The content of the member {@code name}, links followed within the archive.
   *
   * @throws ImageException where the archive cannot be read, or the member is no document
   */
  Optional<byte[]> document(String name) throws ImageException;

  /** The length of the member {@code name}, links followed; empty where there is none. */
  OptionalLong length(String name) throws ImageException;

  /** The passes that deliver each layer from the member that it is mapped to. */
  List<LayerRead> reads(Map<Layer, String> members);
}
