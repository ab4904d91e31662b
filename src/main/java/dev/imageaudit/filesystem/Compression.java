package dev.imageaudit.filesystem;

/** What a layer's blob is compressed with, read from its first bytes. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD
}
