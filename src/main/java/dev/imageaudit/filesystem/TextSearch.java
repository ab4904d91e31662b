package dev.imageaudit.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds many texts in one pass, mostly without looking at every byte: the algorithm of Wu and
 * Manber with blocks of two bytes.
 *
 * @see <a href="https://webglimpse.net/pubs/TR94-17.pdf">Wu and Manber, A fast algorithm for
 *     multi-pattern searching</a>
 */
final class TextSearch {
  static final int MIN_LENGTH = 5;

  private final byte[][] texts;

  /** As long as the shortest text: of the others only the beginning takes part. */
  private final int length;

  /** How far the search may go on from a position, by the two bytes before it. */
  private final byte[] shifts = new byte[1 << 16];

  /** The texts whose beginning ends in two bytes, by these. */
  private final int[][] candidates = new int[1 << 16][];

  /** Told of each text found. */
  interface Listener {
    /** The text numbered {@code text} is at {@code start}. */
    void found(int text, int start);
  }

  /** A search for {@code texts}, each of at least {@link #MIN_LENGTH} Latin-1 characters. */
  TextSearch(List<String> texts) {
    this.texts =
        texts.stream()
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
    this.length = texts.stream().mapToInt(String::length).min().orElse(MIN_LENGTH);
    Arrays.fill(candidates, new int[0]);
    Arrays.fill(shifts, (byte) Math.min(length - 1, Byte.MAX_VALUE));
    for (int text = 0; text < this.texts.length; text++) {
      for (int end = 2; end <= length; end++) {
        int block = block(this.texts[text], end);
        shifts[block] = (byte) Math.min(shifts[block], length - end);
      }
      add(block(this.texts[text], length), text);
    }
  }

  private void add(int block, int text) {
    int[] before = candidates[block];
    candidates[block] = Arrays.copyOf(before, before.length + 1);
    candidates[block][before.length] = text;
  }

  private static int block(byte[] bytes, int end) {
    return (bytes[end - 2] & 0xff) << 8 | (bytes[end - 1] & 0xff);
  }

  /** Reports the texts in {@code bytes} that start at {@code from} or later, before {@code to}. */
  void search(byte[] bytes, int from, int to, Listener listener) {
    int end = from + length;
    while (end <= to) {
      int block = block(bytes, end);
      int shift = shifts[block];
      if (shift == 0) {
        for (int text : candidates[block]) {
          if (matches(texts[text], bytes, end - length, to)) {
            listener.found(text, end - length);
          }
        }
        shift = 1;
      }
      end += shift;
    }
  }

  private static boolean matches(byte[] text, byte[] bytes, int start, int to) {
    return start + text.length <= to
        && Arrays.equals(text, 0, text.length, bytes, start, start + text.length);
  }
}
