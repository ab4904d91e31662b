package dev.imageaudit.filesystem;

/**
 * One name of a merged root filesystem.
 *
 * @param path absolute and normal, with its parents' symbolic links resolved
 * @param layer the index of the layer that the name comes from
 * @param entry the tar entry that made the name
 * @param inode the tar entry that holds type and content: {@code entry} itself, or for a hard link
 *     the entry that it leads to
 */
public record RootFile(String path, int layer, FileEntry entry, FileEntry inode) {

  public FileType type() {
    return inode.type();
  }

  public boolean isRegular() {
    return inode.type() == FileType.REGULAR;
  }

  /** Whether this is a further name of a file that another entry holds. */
  @SuppressWarnings("ReferenceEquality") // equal entries of two layers are two files
  public boolean isHardLink() {
    return entry != inode;
  }

  /** The content's length; zero where it is no regular file. */
  public long sizeBytes() {
    return inode.sizeBytes();
  }
}
