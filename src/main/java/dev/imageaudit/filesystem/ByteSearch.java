package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;

/** Looks for a rare byte, at eight at a time. */
final class ByteSearch {
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private ByteSearch() {}

  /**
   * Where in {@code bytes}, which an array backs, {@code sought} lies next from {@code from} on;
   * their limit where it does not.
   */
  static int next(ByteBuffer bytes, int from, char sought) {
    int start = bytes.arrayOffset();
    return next(bytes.array(), start + from, start + bytes.limit(), sought) - start;
  }

  /** Where in {@code bytes} it lies next from {@code from} on, before {@code to}; else there. */
  static int next(byte[] bytes, int from, int to, char sought) {
    int at = from;
    while (at <= to - Long.BYTES) {
      // Zero where the byte is the sought one: the lowest that borrows is the first such byte.
      long differences = (long) BitInput.LONG.get(bytes, at) ^ (sought * ONES);
      long equal = (differences - ONES) & ~differences & HIGH_BITS;
      if (equal != 0) {
        return at + (Long.numberOfTrailingZeros(equal) >> 3);
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] != sought) {
      at++;
    }
    return at;
  }
}
