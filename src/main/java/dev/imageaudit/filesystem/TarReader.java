package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads a layer's tar stream to its end and gives each entry its share of stream and blob. */
final class TarReader {
  /** Some 300 bytes of memory each. */
  private static final int MAX_ENTRIES = 1_000_000;

  private final TarStream stream;
  private final ContentReader contents;
  private final List<FileEntry> entries = new ArrayList<>();

  private int paddingBytes;

  TarReader(TarStream stream, ContentReader contents) {
    this.stream = stream;
    this.contents = contents;
  }

  /**
   * Reads all entries, then the rest of the stream.
   *
   * @throws BlobReadException where the stream is no tar stream, or leads out of the root
   */
  List<FileEntry> readAll() throws IOException {
    try {
      readEntries();
    } catch (BlobReadException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
    stream.expectContent();
    byte[] rest = new byte[8192];
    while (stream.read(rest, 0, rest.length) >= 0) {
      // what follows the last entry belongs to the layer's overhead
    }
    cutMissingPadding();
    return entries;
  }

  /** Some archivers leave out what pads the last entry. */
  private void cutMissingPadding() {
    long end = 0;
    for (FileEntry entry : entries) {
      end += entry.framingBytes() + entry.sizeBytes();
    }
    if (end > stream.position()) {
      int last = entries.size() - 1;
      entries.set(last, entries.get(last).withLessFraming(end - stream.position()));
    }
  }

  @SuppressWarnings("resource") // the layer's stream is its owner's to close
  private void readEntries() throws IOException {
    TarArchiveInputStream tar =
        new TarArchiveInputStream(
            stream, TarConstants.DEFAULT_BLKSIZE, TarConstants.DEFAULT_RCDSIZE, "UTF-8", false);
    long start = 0;
    while (true) {
      long blobStart = entries.isEmpty() ? 0 : stream.blobPosition();
      stream.expectHeaders(paddingBytes);
      TarArchiveEntry header = tar.getNextEntry();
      if (header == null) {
        return;
      }
      if (entries.size() == MAX_ENTRIES) {
        throw new BlobReadException(
            FailureReason.LIMIT_EXCEEDED, "the layer has more than " + MAX_ENTRIES + " entries");
      }
      if (!header.isCheckSumOK()) {
        throw corrupt("the checksum of the header of " + shown(header.getName()) + " is wrong");
      }
      stream.expectContent();
      FileEntry entry = readEntry(tar, header, start, blobStart);
      entries.add(entry);
      start += entry.framingBytes() + entry.sizeBytes();
    }
  }

  private FileEntry readEntry(
      TarArchiveInputStream tar, TarArchiveEntry header, long start, long blobStart)
      throws IOException {
    Name name = Name.of(header, stream);
    long contentStart = stream.position();
    long blobContentStart = stream.blobPosition();
    ContentReader.Facts facts = contents.read(tar, header, name.path, name.type);
    long sizeBytes = stream.position() - contentStart;
    paddingBytes = (int) (-sizeBytes & (TarConstants.DEFAULT_RCDSIZE - 1));
    return new FileEntry(
        name.path,
        name.type,
        header.getMode() & 07777,
        header.getLongUserId(),
        header.getLongGroupId(),
        name.linkTarget,
        sizeBytes,
        stream.blobPosition() - blobContentStart,
        contentStart - start + paddingBytes,
        blobContentStart - blobStart,
        facts.crc32c(),
        facts.digest(),
        facts.content(),
        facts.elf(),
        facts.jar(),
        facts.marks());
  }

  /** What an entry is called and what it therefore means. */
  private record Name(String path, FileType type, String linkTarget) {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private static Name of(TarArchiveEntry header, TarStream stream) throws IOException {
      String path = rooted(EntryNames.name(header, stream));
      FileType type = type(header);
      String name = Paths.name(path);
      if (name.startsWith(WHITEOUT)) {
        return whiteout(path, name);
      }
      String target =
          switch (type) {
            case SYMLINK -> EntryNames.linkName(header, stream);
            case HARD_LINK -> rooted(EntryNames.linkName(header, stream));
            default -> "";
          };
      return new Name(path, type, target);
    }

    private static Name whiteout(String path, String name) {
      String directory = Paths.parent(path);
      String hidden = name.substring(WHITEOUT.length());
      if (name.equals(OPAQUE)) {
        return new Name(directory, FileType.OPAQUE_WHITEOUT, "");
      }
      if (hidden.isEmpty()
          || hidden.equals(".")
          || hidden.equals("..")
          || hidden.startsWith(WHITEOUT)) {
        return new Name(path, FileType.OTHER, "");
      }
      return new Name(Paths.child(directory, hidden), FileType.WHITEOUT, "");
    }

    private static String rooted(String name) throws BlobReadException {
      Optional<String> path = Paths.normalise(name);
      if (path.isEmpty()) {
        throw new BlobReadException(
            FailureReason.UNSAFE_PATH, "the entry " + shown(name) + " leads out of the root");
      }
      return path.get();
    }

    private static FileType type(TarArchiveEntry header) {
      return switch (header.getLinkFlag()) {
        case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG ->
            header.isDirectory() ? FileType.DIRECTORY : FileType.REGULAR;
        case TarConstants.LF_GNUTYPE_SPARSE -> FileType.REGULAR;
        case TarConstants.LF_DIR -> FileType.DIRECTORY;
        case TarConstants.LF_SYMLINK -> FileType.SYMLINK;
        case TarConstants.LF_LINK -> FileType.HARD_LINK;
        case TarConstants.LF_CHR -> FileType.CHARACTER_DEVICE;
        case TarConstants.LF_BLK -> FileType.BLOCK_DEVICE;
        case TarConstants.LF_FIFO -> FileType.FIFO;
        default -> FileType.OTHER;
      };
    }
  }

  static BlobReadException corrupt(String why) {
    return new BlobReadException(
        FailureReason.CORRUPT_TAR, "the layer is no valid tar stream: " + why);
  }

  /** A name from an image, fit for a message. */
  private static String shown(String name) {
    String printable = name.replaceAll("[\\p{Cntrl}]", "?");
    return "'" + (printable.length() > 200 ? printable.substring(0, 200) + "…" : printable) + "'";
  }
}
