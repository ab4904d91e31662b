package dev.imageaudit.filesystem;

/**
 * What a layer's entry is.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#file-types">OCI
 *     image spec, layer file types</a>
 */
public enum FileType {
  REGULAR,
  DIRECTORY,
  SYMLINK,
  HARD_LINK,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  FIFO,
  /** {@code .wh.name}: hides {@code name} of the layers below. */
  WHITEOUT,
  /** {@code .wh..wh..opq}: hides all that the layers below have in its directory. */
  OPAQUE_WHITEOUT,
  /** What means nothing to a root filesystem, such as AUFS's own files. */
  OTHER
}
