package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;

/** A layer of a runtime image as it would be. Its files are those of the image, by identity. */
public sealed interface ProjectedLayer {

  /**
   * A layer of the image as it is: the same blob.
   *
   * @param index of the layer in the image, from 0
   */
  record Original(int index) implements ProjectedLayer {}

  /**
   * A layer of the image without some of its entries.
   *
   * @param index of the layer in the image, from 0
   * @param entries what remains, in the order of the layer's stream; not empty
   */
  record Cut(int index, List<FileEntry> entries) implements ProjectedLayer {
    public Cut {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A new layer.
   *
   * @param files sorted by path, with every directory on the way; of several names of one content
   *     the first has it, and the others are hard links to that
   */
  record Fresh(List<RootFile> files) implements ProjectedLayer {
    public Fresh {
      files = List.copyOf(files);
    }
  }
}
