package dev.imageaudit.filesystem;

import static dev.imageaudit.filesystem.BitInput.LONG;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes deflated data. Unlike {@link java.util.zip.Inflater} it takes no bit more of its input
 * than stands for what was asked for, and it takes two thirds of the time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class DeflateDecoder {
  private static final int WINDOW_BYTES = 32 * 1024;
  private static final int BUFFER_BYTES = WINDOW_BYTES + 128 * 1024;

  /** Matches are copied by words, and may be copied too far. */
  private static final int SLACK_BYTES = 32;

  private static final byte[] ORDER_OF_LENGTHS = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int MAX_LITERALS = 286;
  private static final int MAX_DISTANCES = 30;
  private static final int END_OF_BLOCK = 256;
  private static final int LONGEST_MATCH = 258;

  /** Where the decoder is. */
  private enum State {
    BEFORE_BLOCK,
    IN_STORED_BLOCK,
    IN_CODED_BLOCK,
    AT_END
  }

  private final BitInput input;
  private final HuffmanTable literals = new HuffmanTable(11, literalSymbols());
  private final HuffmanTable distances = new HuffmanTable(9, distanceSymbols());
  private final HuffmanTable lengthCodes = new HuffmanTable(7, lengthSymbols());
  private final byte[] lengths = new byte[MAX_LITERALS + MAX_DISTANCES + 16];
  private final byte[] output = new byte[BUFFER_BYTES + SLACK_BYTES];
  private int filled;
  private int historyStart;
  private State state = State.BEFORE_BLOCK;
  private boolean inLastBlock;
  private int storedBytes;
  private int matchBytes;
  private int matchDistance;
  private long writtenBytes;

  DeflateDecoder(BitInput input) {
    this.input = input;
  }

  private static int[] literalSymbols() {
    int[] symbols = new int[288];
    for (int literal = 0; literal < END_OF_BLOCK; literal++) {
      symbols[literal] = HuffmanTable.LITERAL | HuffmanTable.entry(literal, 0);
    }
    symbols[END_OF_BLOCK] = HuffmanTable.SPECIAL;
    int base = 3;
    for (int symbol = END_OF_BLOCK + 1; symbol < MAX_LITERALS - 1; symbol++) {
      int extraBits = Math.max(0, (symbol - 261) / 4);
      symbols[symbol] = HuffmanTable.entry(base, extraBits);
      base += 1 << extraBits;
    }
    symbols[MAX_LITERALS - 1] = HuffmanTable.entry(LONGEST_MATCH, 0);
    Arrays.fill(symbols, MAX_LITERALS, symbols.length, HuffmanTable.INVALID);
    return symbols;
  }

  private static int[] distanceSymbols() {
    int[] symbols = new int[32];
    int base = 1;
    for (int symbol = 0; symbol < MAX_DISTANCES; symbol++) {
      int extraBits = Math.max(0, (symbol - 2) / 2);
      symbols[symbol] = HuffmanTable.entry(base, extraBits);
      base += 1 << extraBits;
    }
    Arrays.fill(symbols, MAX_DISTANCES, symbols.length, HuffmanTable.INVALID);
    return symbols;
  }

  private static int[] lengthSymbols() {
    int[] symbols = new int[19];
    for (int symbol = 0; symbol < symbols.length; symbol++) {
      symbols[symbol] = HuffmanTable.entry(symbol, 0);
    }
    return symbols;
  }

  /** Makes it ready for other data, which cannot refer to this. */
  void reset() {
    state = State.BEFORE_BLOCK;
    inLastBlock = false;
    historyStart = filled;
    writtenBytes = 0;
  }

  /** How many bytes have been decoded since the last reset. */
  long writtenBytes() {
    return writtenBytes;
  }

  /**
   * Decodes up to {@code length} bytes, more than zero.
   *
   * @return how many; zero where the last block has ended
   */
  int read(byte[] target, int offset, int length) throws IOException {
    if (filled == BUFFER_BYTES) {
      System.arraycopy(output, filled - WINDOW_BYTES, output, 0, WINDOW_BYTES);
      historyStart = Math.max(0, historyStart - (filled - WINDOW_BYTES));
      filled = WINDOW_BYTES;
    }
    int start = filled;
    decode(start + Math.min(length, BUFFER_BYTES - start));
    int count = filled - start;
    System.arraycopy(output, start, target, offset, count);
    writtenBytes += count;
    return count;
  }

  private void decode(int limit) throws IOException {
    while (filled < limit && state != State.AT_END) {
      if (matchBytes > 0) {
        int count = Math.min(matchBytes, limit - filled);
        copyMatch(output, filled, matchDistance, count);
        filled += count;
        matchBytes -= count;
        continue;
      }
      switch (state) {
        case BEFORE_BLOCK -> beginBlock();
        case IN_STORED_BLOCK -> copyStored(limit);
        default -> {
          input.fill();
          decodeSymbols(limit);
          input.checkNotBehindEnd();
        }
      }
    }
  }

  private void beginBlock() throws IOException {
    if (inLastBlock) {
      state = State.AT_END;
      return;
    }
    inLastBlock = input.take(1) == 1;
    switch (input.take(2)) {
      case 0 -> {
        input.alignToByte();
        storedBytes = input.take(16);
        if ((input.take(16) ^ 0xffff) != storedBytes) {
          throw GzipDecompressor.corrupt("the length of a stored block is not what it says");
        }
        input.alignToByte();
        state = State.IN_STORED_BLOCK;
      }
      case 1 -> {
        useFixedCodes();
        state = State.IN_CODED_BLOCK;
      }
      case 2 -> {
        readCodes();
        state = State.IN_CODED_BLOCK;
      }
      default -> throw GzipDecompressor.corrupt("there is no such kind of block");
    }
    input.checkNotBehindEnd();
  }

  private void copyStored(int limit) throws IOException {
    if (storedBytes > 0) {
      int count = input.copy(output, filled, Math.min(storedBytes, limit - filled));
      filled += count;
      storedBytes -= count;
    }
    if (storedBytes == 0) {
      state = State.BEFORE_BLOCK;
    }
  }

  private void useFixedCodes() throws IOException {
    byte[] fixed = new byte[288 + 32];
    Arrays.fill(fixed, 0, 144, (byte) 8);
    Arrays.fill(fixed, 144, 256, (byte) 9);
    Arrays.fill(fixed, 256, 280, (byte) 7);
    Arrays.fill(fixed, 280, 288, (byte) 8);
    Arrays.fill(fixed, 288, fixed.length, (byte) 5);
    literals.build(fixed, 0, 288);
    distances.build(fixed, 288, 32);
  }

  private void readCodes() throws IOException {
    int literalCount = input.take(5) + 257;
    int distanceCount = input.take(5) + 1;
    if (literalCount > MAX_LITERALS || distanceCount > MAX_DISTANCES) {
      throw GzipDecompressor.corrupt("a block has more symbols than there are");
    }
    byte[] lengthsOfLengths = new byte[ORDER_OF_LENGTHS.length];
    int given = input.take(4) + 4;
    for (int i = 0; i < given; i++) {
      lengthsOfLengths[ORDER_OF_LENGTHS[i]] = (byte) input.take(3);
    }
    lengthCodes.build(lengthsOfLengths, 0, lengthsOfLengths.length);
    readLengths(literalCount + distanceCount);
    if (lengths[END_OF_BLOCK] == 0) {
      throw GzipDecompressor.corrupt("a block cannot end");
    }
    literals.build(lengths, 0, literalCount);
    distances.build(lengths, literalCount, distanceCount);
  }

  private void readLengths(int count) throws IOException {
    for (int done = 0; done < count; ) {
      int entry = lengthCodes.read(input);
      int symbol = HuffmanTable.value(entry);
      if ((entry & HuffmanTable.SPECIAL) != 0 || (symbol == 16 && done == 0)) {
        throw GzipDecompressor.corrupt("a block's code is invalid");
      }
      byte length = symbol < 16 ? (byte) symbol : symbol == 16 ? lengths[done - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + input.take(2);
            case 17 -> 3 + input.take(3);
            case 18 -> 11 + input.take(7);
            default -> 1;
          };
      if (done + times > count) {
        throw GzipDecompressor.corrupt("a block's code is invalid");
      }
      Arrays.fill(lengths, done, done + times, length);
      done += times;
    }
  }

  /**
   * Decodes until {@code limit} is reached, the block ends, or the input at hand runs low. All the
   * time goes here: the fields are kept in variables, so that they are in registers.
   */
  private void decodeSymbols(int limit) throws IOException {
    byte[] in = input.bytes;
    byte[] out = output;
    int[] literalTable = literals.primary;
    int[] distanceTable = distances.primary;
    int next = input.next;
    int last = input.last;
    int count = input.count;
    int at = filled;
    long bits = input.bits;
    while (at < limit && next <= last) {
      bits |= (long) LONG.get(in, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      int entry = literalTable[(int) bits & (literalTable.length - 1)];
      if ((entry & HuffmanTable.LINK) != 0) {
        bits >>>= entry;
        count -= entry & 63;
        entry = literals.secondary[link(entry, bits)];
      }
      bits >>>= entry; // by the length of its code: a shift's distance is its lowest six bits
      count -= entry & 63;
      if (entry < 0) {
        out[at++] = (byte) (entry >> 16);
        continue;
      }
      if ((entry & HuffmanTable.SPECIAL) != 0) {
        endBlock(entry);
        break;
      }
      int length = HuffmanTable.value(entry) + extra(entry, bits);
      bits >>>= HuffmanTable.extraBits(entry);
      count -= HuffmanTable.extraBits(entry);
      bits |= (long) LONG.get(in, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      entry = distanceTable[(int) bits & (distanceTable.length - 1)];
      if ((entry & HuffmanTable.LINK) != 0) {
        bits >>>= entry;
        count -= entry & 63;
        entry = distances.secondary[link(entry, bits)];
      }
      bits >>>= entry;
      count -= entry & 63;
      int distance = HuffmanTable.value(entry) + extra(entry, bits);
      bits >>>= HuffmanTable.extraBits(entry);
      count -= HuffmanTable.extraBits(entry);
      if ((entry & HuffmanTable.SPECIAL) != 0 || distance > at - historyStart) {
        throw GzipDecompressor.corrupt("a match refers to what is not there");
      }
      int copied = Math.min(length, limit - at);
      copyMatch(out, at, distance, copied);
      at += copied;
      if (copied < length) {
        matchBytes = length - copied;
        matchDistance = distance;
      }
    }
    input.bits = bits;
    input.next = next;
    input.count = count;
    input.giveBack();
    filled = at;
  }

  private static int link(int entry, long bits) {
    return HuffmanTable.value(entry) + extra(entry, bits);
  }

  private static int extra(int entry, long bits) {
    return (int) bits & ((1 << HuffmanTable.extraBits(entry)) - 1);
  }

  private void endBlock(int entry) throws IOException {
    if ((entry & HuffmanTable.INVALID) == HuffmanTable.INVALID) {
      throw GzipDecompressor.corrupt("a block has a word that its code has not");
    }
    state = State.BEFORE_BLOCK;
  }

  private static void copyMatch(byte[] out, int at, int distance, int length) {
    int from = at - distance;
    if (distance < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        out[at + i] = out[from + i];
      }
      return;
    }
    // Most are short: two words without asking are faster than to ask.
    LONG.set(out, at, (long) LONG.get(out, from));
    LONG.set(out, at + 8, (long) LONG.get(out, from + 8));
    for (int i = 16; i < length; i += 8) {
      LONG.set(out, at + i, (long) LONG.get(out, from + i));
    }
  }
}
