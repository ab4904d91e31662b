package dev.imageaudit.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files such as images have them, taken from this machine: programs, libraries, text, what is
 * compressed already, and many small ones.
 */
final class SampleTree {
  private static final long MAX_FILE_BYTES = 64 << 20;

  private final List<Path> files;
  private Iterator<Path> next;
  private int round = 1;

  /** The files of {@code /usr}. */
  SampleTree() throws IOException {
    this(List.of(Path.of("/usr")));
  }

  /** The files below {@code roots}, one root after the other. */
  SampleTree(List<Path> roots) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(Files::isReadable).sorted().forEach(found::add);
      }
    }
    files = List.copyOf(found);
    next = files.iterator();
  }

  /**
   * Writes a tar stream of about {@code bytes}, of the files that follow those already written;
   * behind the last the first comes again, elsewhere.
   */
  void write(long bytes, OutputStream stream) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(stream, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      while (tar.getBytesWritten() < bytes) {
        if (!next.hasNext()) {
          next = files.iterator();
          round++;
        }
        add(next.next(), tar);
      }
    }
  }

  private void add(Path file, TarArchiveOutputStream tar) throws IOException {
    String name = (round == 1 ? "" : "copy-" + round + "/") + file.toString().substring(1);
    if (Files.isSymbolicLink(file)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(file).toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    } else if (Files.isDirectory(file)) {
      tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
      tar.closeArchiveEntry();
    } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) <= MAX_FILE_BYTES) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(file));
      entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
      tar.putArchiveEntry(entry);
      Files.copy(file, tar);
      tar.closeArchiveEntry();
    }
  }
}
