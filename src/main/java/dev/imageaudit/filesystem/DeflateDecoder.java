package dev.imageaudit.filesystem;

import static dev.imageaudit.filesystem.BitInput.LONG;

import java.io.IOException;

/**
 * Decodes deflated data. {@link java.util.zip.Inflater} does so too, but takes half as long again,
 * and how far ahead it reads is up to the library beneath it: here, what is taken of the input
 * depends on nothing but how many bytes have been asked for, on every machine.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class DeflateDecoder {
  private static final int WINDOW_BYTES = 32 * 1024;
  private static final int BUFFER_BYTES = WINDOW_BYTES + 128 * 1024;

  /** Matches are copied by words, and may be copied too far. */
  private static final int SLACK_BYTES = 32;

  /** Where the decoder is. */
  private enum State {
    BEFORE_BLOCK,
    IN_STORED_BLOCK,
    IN_CODED_BLOCK,
    AT_END
  }

  private final BitInput input;
  private final DeflateCodes codes = new DeflateCodes();
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
        codes.useFixed();
        state = State.IN_CODED_BLOCK;
      }
      case 2 -> {
        codes.read(input);
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

  /**
   * Decodes until {@code limit} is reached, the block ends, or the input at hand runs low. All the
   * time goes here: the fields are kept in variables, so that they are in registers.
   */
  private void decodeSymbols(int limit) throws IOException {
    byte[] in = input.bytes;
    byte[] out = output;
    int[] literals = codes.literals.primary;
    int[] distances = codes.distances.primary;
    int next = input.next;
    int last = input.last;
    int count = input.count;
    int at = filled;
    long bits = input.bits;
    while (at < limit && next <= last) {
      bits |= (long) LONG.get(in, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      int entry = literals[(int) bits & (literals.length - 1)];
      if ((entry & HuffmanTable.LINK) != 0) {
        bits >>>= entry;
        count -= HuffmanTable.width(entry);
        entry = codes.literals.linked(entry, bits);
      }
      long word = bits;
      bits >>>= entry;
      count -= HuffmanTable.width(entry);
      if (entry < 0) {
        out[at++] = (byte) (entry >> 16);
        continue;
      }
      if ((entry & HuffmanTable.SPECIAL) != 0) {
        endBlock(entry);
        break;
      }
      int length = HuffmanTable.value(entry, word);
      bits |= (long) LONG.get(in, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      entry = distances[(int) bits & (distances.length - 1)];
      if ((entry & HuffmanTable.LINK) != 0) {
        bits >>>= entry;
        count -= HuffmanTable.width(entry);
        entry = codes.distances.linked(entry, bits);
      }
      word = bits;
      bits >>>= entry;
      count -= HuffmanTable.width(entry);
      int distance = HuffmanTable.value(entry, word);
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
