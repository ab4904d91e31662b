package dev.imageaudit.local;

import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import java.util.List;

/** Images of archives that {@code docker save} writes: {@code docker-archive:}. */
public final class DockerArchiveImageSource implements ImageSource {
  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    if (name instanceof ImageName.InDockerArchive archive) {
      return new DockerArchive(ArchiveFile.open(archive.file()), archive.file().toString())
          .find(archive.ref());
    }
    throw new IllegalArgumentException("in no archive of docker save: " + name);
  }

  @Override
  public void close() {}
}
