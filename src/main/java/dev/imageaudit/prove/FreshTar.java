package dev.imageaudit.prove;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.TarHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes the tar stream of a new layer. Of several names of one content the first by path has it,
 * and the others are hard links to that one; headers are changed where a name or a link's target is
 * another one than in the image, and nowhere else.
 */
final class FreshTar {
  private final EntrySpool spool;
  private final OutputStream tar;

  /** For each content the path under which it is written. */
  private final IdentityHashMap<FileEntry, String> holders = new IdentityHashMap<>();

  FreshTar(EntrySpool spool, OutputStream tar) {
    this.spool = spool;
    this.tar = tar;
  }

  /** Writes {@code files}, which are sorted by path. */
  void write(List<RootFile> files) throws IOException {
    for (RootFile file : files) {
      String holder = holders.putIfAbsent(file.inode(), file.path());
      if (!isWritable(file)) {
        continue;
      }
      if (holder == null) {
        tar.write(named(file.inode(), file.path()).toBytes());
        spool.copyContent(file.inode(), tar);
      } else {
        tar.write(link(file, holder).toBytes());
      }
    }
  }

  /** Nothing is known of a directory without an entry; a hard link to nothing leads nowhere. */
  private boolean isWritable(RootFile file) {
    return spool.has(file.inode()) && file.type() != FileType.HARD_LINK;
  }

  private TarHeaders named(FileEntry entry, String path) {
    TarHeaders headers = TarHeaders.of(spool.headers(entry));
    return entry.path().equals(path) ? headers : headers.named(path);
  }

  private TarHeaders link(RootFile file, String holder) {
    TarHeaders headers = named(file.entry(), file.path());
    boolean isLinkToIt = file.isHardLink() && file.entry().linkTarget().equals(holder);
    return isLinkToIt ? headers : headers.linkedTo(holder);
  }
}
