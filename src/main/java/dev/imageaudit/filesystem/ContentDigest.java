package dev.imageaudit.filesystem;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * 128 bits of XXH3 over a content, seeded with what its maker does not know: two contents of one
 * digest, made with one seed, are the same. It means nothing beyond that, and is in no report.
 */
public record ContentDigest(long high, long low) {

  /**
   * Computes the digests of contents, one after the other: of the digests of their parts, for that
   * takes half the time.
   */
  static final class Computation {
    private final Hasher128 hasher;
    private final HashStream128 parts;

    Computation(long seed) {
      this.hasher = Hashing.xxh3_128(seed);
      this.parts = hasher.hashStream();
    }

    /** The content's next part; contents are alike only where they come in parts alike. */
    void update(byte[] part, int count) {
      HashValue128 value = hasher.hashBytesTo128Bits(part, 0, count);
      parts.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    /** Of all that came since the last one. */
    ContentDigest finish() {
      HashValue128 value = parts.get();
      parts.reset();
      return new ContentDigest(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }
  }
}
