package dev.imageaudit.local;

import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import java.util.List;

/** Images of OCI layouts, in directories ({@code oci:}) and in archives ({@code oci-archive:}). */
public final class OciLayoutImageSource implements ImageSource {
  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    if (name instanceof ImageName.InLayout layout) {
      return new OciLayout(new LayoutDirectory(layout.directory()), layout.directory().toString())
          .find(layout.ref(), platforms);
    }
    if (name instanceof ImageName.InOciArchive archive) {
      return new OciLayout(ArchiveFile.open(archive.file()), archive.file().toString())
          .find(archive.ref(), platforms);
    }
    throw new IllegalArgumentException("in no OCI layout: " + name);
  }

  @Override
  public void close() {}
}
