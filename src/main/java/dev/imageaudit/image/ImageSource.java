package dev.imageaudit.image;

import java.io.Closeable;
import java.util.List;

/** Where images of one kind of name are; safe for use by several threads. */
public interface ImageSource extends Closeable {
  /**
   * The images that {@code name} stands for: one, or with {@link PlatformSelector.All} one for each
   * platform of an index (attestations left out).
   *
   * @return at least one image
   * @throws ImageException where there is none, with the reason: not found, empty index, absent
   *     platform, no image at all
   */
  List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException;
}
