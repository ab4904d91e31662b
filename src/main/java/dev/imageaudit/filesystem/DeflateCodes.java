package dev.imageaudit.filesystem;

import java.io.IOException;
import java.util.Arrays;

/**
 * The two codes of a block: of literals and lengths, and of distances.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, sections 3.2.5 to
 *     3.2.7</a>
 */
final class DeflateCodes {
  private static final int MAX_LITERALS = 286;
  private static final int MAX_DISTANCES = 30;
  private static final int END_OF_BLOCK = 256;
  private static final int LONGEST_MATCH = 258;
  private static final byte[] ORDER_OF_LENGTHS = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  final HuffmanTable literals = new HuffmanTable(11, literalSymbols());
  final HuffmanTable distances = new HuffmanTable(9, distanceSymbols());
  private final HuffmanTable lengthCodes = new HuffmanTable(7, lengthSymbols());
  private final byte[] lengths = new byte[MAX_LITERALS + MAX_DISTANCES];
  private boolean isFixed;

  private static int[] literalSymbols() {
    int[] symbols = new int[288];
    for (int literal = 0; literal < END_OF_BLOCK; literal++) {
      symbols[literal] = HuffmanTable.LITERAL | HuffmanTable.symbol(literal, 0);
    }
    symbols[END_OF_BLOCK] = HuffmanTable.SPECIAL;
    int base = 3;
    for (int symbol = END_OF_BLOCK + 1; symbol < MAX_LITERALS - 1; symbol++) {
      int extraBits = Math.max(0, (symbol - 261) / 4);
      symbols[symbol] = HuffmanTable.symbol(base, extraBits);
      base += 1 << extraBits;
    }
    symbols[MAX_LITERALS - 1] = HuffmanTable.symbol(LONGEST_MATCH, 0);
    Arrays.fill(symbols, MAX_LITERALS, symbols.length, HuffmanTable.INVALID);
    return symbols;
  }

  private static int[] distanceSymbols() {
    int[] symbols = new int[32];
    int base = 1;
    for (int symbol = 0; symbol < MAX_DISTANCES; symbol++) {
      int extraBits = Math.max(0, (symbol - 2) / 2);
      symbols[symbol] = HuffmanTable.symbol(base, extraBits);
      base += 1 << extraBits;
    }
    Arrays.fill(symbols, MAX_DISTANCES, symbols.length, HuffmanTable.INVALID);
    return symbols;
  }

  private static int[] lengthSymbols() {
    int[] symbols = new int[19];
    for (int symbol = 0; symbol < symbols.length; symbol++) {
      symbols[symbol] = HuffmanTable.symbol(symbol, 0);
    }
    return symbols;
  }

  /** Makes them those that need not be sent. */
  void useFixed() throws IOException {
    if (isFixed) {
      return;
    }
    byte[] fixed = new byte[288 + 32];
    Arrays.fill(fixed, 0, 144, (byte) 8);
    Arrays.fill(fixed, 144, 256, (byte) 9);
    Arrays.fill(fixed, 256, 280, (byte) 7);
    Arrays.fill(fixed, 280, 288, (byte) 8);
    Arrays.fill(fixed, 288, fixed.length, (byte) 5);
    literals.build(fixed, 0, 288);
    distances.build(fixed, 288, 32);
    isFixed = true;
  }

  /** Makes them those that the block sends. */
  void read(BitInput input) throws IOException {
    isFixed = false;
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
    readLengths(input, literalCount + distanceCount);
    if (lengths[END_OF_BLOCK] == 0) {
      throw GzipDecompressor.corrupt("a block cannot end");
    }
    literals.build(lengths, 0, literalCount);
    distances.build(lengths, literalCount, distanceCount);
  }

  private void readLengths(BitInput input, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int entry = lengthCodes.take(input);
      int symbol = HuffmanTable.value(entry, 0);
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
}
