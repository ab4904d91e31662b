package dev.imageaudit.filesystem;

import java.io.IOException;
import java.util.Arrays;

/**
 * What the bits that come next stand for. Codes of up to so many bits are found in {@link #primary}
 * at once; there, longer ones lead to a part of {@link #secondary}.
 *
 * <p>An entry's bits: 0 to 5 how many bits the code and the extra bits behind it have together; 8
 * to 11 how many the code has, or how many to look up in {@link #secondary}; 12 and 13 flags; 16 to
 * 30 a value; 31 {@link #LITERAL}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2">RFC 1951, section 3.2</a>
 */
final class HuffmanTable {
  static final int LITERAL = 1 << 31;

  /** The value is a place in {@link #secondary}. */
  static final int LINK = 1 << 12;

  /** Neither literal nor length nor distance: the block's end, or nothing that may occur. */
  static final int SPECIAL = 1 << 13;

  /** No code at all, or of a symbol that may not occur. */
  static final int INVALID = SPECIAL | 1 << 16;

  private static final int MAX_BITS = 15;

  /** A part of 2^k entries has more than k symbols, of 288: never more than this. */
  private static final int MAX_SECONDARY = 1024;

  final int[] primary;
  final int[] secondary = new int[MAX_SECONDARY];
  private final int primaryBits;
  private final int[] symbols;
  private final int[] codesOfLength = new int[MAX_BITS + 1];
  private final int[] sorted;

  /** For codes of {@code symbols}, see {@link #symbol}. */
  HuffmanTable(int primaryBits, int[] symbols) {
    this.primaryBits = primaryBits;
    this.primary = new int[1 << primaryBits];
    this.symbols = symbols;
    this.sorted = new int[symbols.length];
  }

  /** What a symbol stands for, without the length of its code. */
  static int symbol(int value, int extraBits) {
    return value << 16 | extraBits;
  }

  /** How many bits to drop: what a shift by {@code entry} does. */
  static int width(int entry) {
    return entry & 63;
  }

  /**
   * The value of {@code entry} and of the extra bits in {@code bits}, which begin with its code.
   */
  static int value(int entry, long bits) {
    int extra = (int) (bits & ((1L << entry) - 1)) >>> (entry >>> 8 & 15);
    return (entry >>> 16 & 0x7fff) + extra;
  }

  /** The entry that {@code link} leads to, for the bits behind its prefix. */
  int linked(int link, long bits) {
    return secondary[(link >>> 16) + ((int) bits & ((1 << (link >>> 8 & 15)) - 1))];
  }

  /**
   * Makes it the table of the code whose lengths are {@code lengths} from {@code from} on; symbols
   * of length zero do not occur.
   */
  void build(byte[] lengths, int from, int count) throws IOException {
    Arrays.fill(codesOfLength, 0);
    for (int symbol = 0; symbol < count; symbol++) {
      codesOfLength[lengths[from + symbol]]++;
    }
    int used = count - codesOfLength[0];
    checkComplete(used);
    sort(lengths, from, count);
    if (used <= 1) {
      Arrays.fill(primary, entry(INVALID, 1));
    }
    fill(used);
  }

  /** One code may stand alone, as distances sometimes do. */
  private void checkComplete(int used) throws IOException {
    int left = 1;
    for (int length = 1; length <= MAX_BITS; length++) {
      left = 2 * left - codesOfLength[length];
      if (left < 0) {
        throw GzipDecompressor.corrupt("a code has more words than there can be");
      }
    }
    if (left > 0 && (used > 1 || used != codesOfLength[1])) {
      throw GzipDecompressor.corrupt("a code has less words than there must be");
    }
  }

  /** By length, then by symbol: the order of their codes. */
  private void sort(byte[] lengths, int from, int count) {
    int[] next = new int[MAX_BITS + 2];
    for (int length = 1; length <= MAX_BITS; length++) {
      next[length + 1] = next[length] + codesOfLength[length];
    }
    for (int symbol = 0; symbol < count; symbol++) {
      int length = lengths[from + symbol];
      if (length > 0) {
        sorted[next[length]++] = symbols[symbol];
      }
    }
  }

  private void fill(int used) {
    int code = 0; // its first bit is the lowest
    int length = 1;
    int left = codesOfLength[1];
    int part = 0;
    int partEnd = 0;
    int partBits = 0;
    int partPrefix = -1;
    for (int i = 0; i < used; i++, left--) {
      while (left == 0) {
        left = codesOfLength[++length];
      }
      if (length <= primaryBits) {
        fill(primary, code, length, primary.length, entry(sorted[i], length));
      } else {
        int prefix = code & (primary.length - 1);
        if (prefix != partPrefix) {
          partPrefix = prefix;
          part = partEnd;
          partBits = partBits(length, left);
          partEnd += 1 << partBits;
          primary[prefix] = LINK | part << 16 | partBits << 8 | primaryBits;
        }
        int rest = length - primaryBits;
        fill(
            secondary,
            part + (code >>> primaryBits),
            rest,
            part + (1 << partBits),
            entry(sorted[i], rest));
      }
      code = successor(code, length);
    }
  }

  private static int entry(int symbol, int length) {
    return symbol + (length << 8) + length;
  }

  private static void fill(int[] table, int from, int length, int end, int entry) {
    for (int at = from; at < end; at += 1 << length) {
      table[at] = entry;
    }
  }

  /** How many bits the codes have behind the prefix that the first of {@code left} codes has. */
  private int partBits(int firstLength, int left) {
    int length = firstLength;
    int codes = left;
    while (codes < 1 << (length - primaryBits) && length < MAX_BITS) {
      length++;
      codes = 2 * codes + codesOfLength[length];
    }
    return length - primaryBits;
  }

  /** The next code of the same length, or its beginning where that is longer. */
  private static int successor(int code, int length) {
    int bit = 1 << (length - 1);
    int next = code;
    while ((next & bit) != 0) {
      next ^= bit;
      bit >>= 1;
    }
    return next | bit;
  }

  /** Takes a code that has no more bits than the primary table, and no extra bits. */
  int take(BitInput input) throws IOException {
    input.refill();
    int entry = primary[(int) input.bits & (primary.length - 1)];
    input.drop(width(entry));
    return entry;
  }
}
