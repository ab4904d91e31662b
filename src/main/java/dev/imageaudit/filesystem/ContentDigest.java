package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The first 128 bits of a content's SHA-256: two contents of one digest are the same, whoever made
 * them.
 */
public record ContentDigest(long high, long low) {

  /** What {@code computation} has come to. */
  static ContentDigest of(MessageDigest computation) {
    ByteBuffer bytes = ByteBuffer.wrap(computation.digest());
    return new ContentDigest(bytes.getLong(), bytes.getLong());
  }
}
