package dev.imageaudit.filesystem;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * 128 bits of XXH3 over a content, seeded with what its maker does not know: two contents of one
 * digest, made with one seed, are the same. It means nothing beyond that, and is in no report.
 */
public record ContentDigest(long high, long low) {

  /** Computes the digests of contents, one after the other. */
  static final class Computation {
    private final HashStream128 bytes;

    Computation(long seed) {
      this.bytes = Hashing.xxh3_128(seed).hashStream();
    }

    void update(byte[] chunk, int count) {
      bytes.putBytes(chunk, 0, count);
    }

    /** Of all that came since the last one. */
    ContentDigest finish() {
      HashValue128 value = bytes.get();
      bytes.reset();
      return new ContentDigest(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }
  }
}
