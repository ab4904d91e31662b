package dev.imageaudit.filesystem;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a layer's tar stream.
 *
 * <p>The four byte counts of all entries, plus the layer's overhead, are exactly the layer's stream
 * and blob.
 *
 * @param path absolute and normal, {@code /usr/bin/gcc}; the root is {@code /}; for a whiteout the
 *     hidden path, for an opaque whiteout the directory
 * @param linkTarget of a symbolic link as written; of a hard link absolute and normal; else empty
 * @param sizeBytes the content as it lies in the stream (of a sparse file without its holes)
 * @param compressedBytes the share of the blob that the content occupies
 * @param framingBytes header and padding in the stream
 * @param framingCompressedBytes the share of the blob that header and padding occupy
 * @param crc32c CRC-32C of the content; zero where there is none
 * @param digest of the content; empty where there is none, or where the capture rules do not ask
 *     for those of contents as short
 * @param content the file itself, where the capture rules ask for it
 * @param marks what the capture rules' probes found in the content, by the probe's name
 */
public record FileEntry(
    String path,
    FileType type,
    int mode,
    long userId,
    long groupId,
    String linkTarget,
    long sizeBytes,
    long compressedBytes,
    long framingBytes,
    long framingCompressedBytes,
    long crc32c,
    Optional<ContentDigest> digest,
    Optional<Content> content,
    Optional<ElfFacts> elf,
    Optional<JarFacts> jar,
    Map<String, String> marks) {

  public FileEntry {
    marks = Map.copyOf(marks);
  }

  /** A directory that an archive has files in and no entry for. */
  static FileEntry impliedDirectory(String path) {
    return new FileEntry(
        path,
        FileType.DIRECTORY,
        0755,
        0,
        0,
        "",
        0,
        0,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  FileEntry withLessFraming(long bytes) {
    return new FileEntry(
        path,
        type,
        mode,
        userId,
        groupId,
        linkTarget,
        sizeBytes,
        compressedBytes,
        framingBytes - bytes,
        framingCompressedBytes,
        crc32c,
        digest,
        content,
        elf,
        jar,
        marks);
  }

  /**
   * Whether both are files of the same content, which is not empty. It is known by the digest, of
   * contents too short for one by length and CRC-32C; of sparse files nothing is known.
   */
  public boolean hasContentOf(FileEntry that) {
    return type == FileType.REGULAR
        && that.type == FileType.REGULAR
        && sizeBytes > 0
        && sizeBytes == that.sizeBytes
        && crc32c != 0
        && crc32c == that.crc32c
        && digest.equals(that.digest);
  }

  /** The last component of the path. */
  public String name() {
    return Paths.name(path);
  }

  public boolean isExecutable() {
    return type == FileType.REGULAR && (mode & 0111) != 0;
  }
}
