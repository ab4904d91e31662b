package dev.imageaudit.filesystem;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds many texts in one pass. Of each a window is looked for, as long as the shortest of them:
 * whoever looks at three bytes here and there sees one part of each window, and the longer it is,
 * the fewer positions do. Unlike a search that goes on by what it has just seen, this one need not
 * wait for it.
 */
final class TextSearch {
  static final int MIN_LENGTH = 5;

  private static final int PART = 3;
  private static final int SLOT_BITS = 16;

  /** Four bytes of an array, as a number. */
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[][] texts;
  private final int stride;

  /** The slots that have candidates, a bit each. */
  private final long[] used = new long[1 << (SLOT_BITS - 6)];

  private final Candidate[][] candidates = new Candidate[1 << SLOT_BITS][];

  /** The part of {@code text} that begins {@code offset} bytes behind its beginning. */
  private record Candidate(int text, int offset) {}

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
    int windowBytes = texts.stream().mapToInt(String::length).min().orElse(MIN_LENGTH);
    this.stride = windowBytes - PART + 1;
    for (int text = 0; text < this.texts.length; text++) {
      int window = rarestWindow(this.texts[text], windowBytes);
      for (int offset = window; offset < window + stride; offset++) {
        add(slot(this.texts[text], offset), new Candidate(text, offset));
      }
    }
  }

  /** Small letters, spaces and zeros are what most contents consist of. */
  private static int rarestWindow(byte[] text, int bytes) {
    int rarest = 0;
    int fewest = Integer.MAX_VALUE;
    for (int start = 0; start + bytes <= text.length; start++) {
      int common = 0;
      for (int i = start; i < start + bytes; i++) {
        common += (text[i] >= 'a' && text[i] <= 'z') || text[i] == ' ' || text[i] == 0 ? 1 : 0;
      }
      if (common < fewest) {
        fewest = common;
        rarest = start;
      }
    }
    return rarest;
  }

  private void add(int slot, Candidate candidate) {
    Candidate[] before = candidates[slot] == null ? new Candidate[0] : candidates[slot];
    candidates[slot] = Arrays.copyOf(before, before.length + 1);
    candidates[slot][before.length] = candidate;
    used[slot >> 6] |= 1L << slot;
  }

  private static int slot(byte[] bytes, int at) {
    return slot((bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] << 16));
  }

  /** Of the three bytes that are lowest in {@code part}. */
  private static int slot(int part) {
    return ((part << 8) * 0x9e3779b1) >>> (Integer.SIZE - SLOT_BITS);
  }

  /** Reports the texts in {@code bytes} that start at {@code from} or later, before {@code to}. */
  void search(byte[] bytes, int from, int to, Listener listener) {
    int at = from;
    for (; at <= to - Integer.BYTES; at += stride) {
      int slot = slot((int) INT.get(bytes, at));
      if ((used[slot >> 6] & (1L << slot)) != 0) {
        confirm(slot, at, bytes, from, to, listener);
      }
    }
    if (at == to - PART) {
      confirm(slot(bytes, at), at, bytes, from, to, listener);
    }
  }

  private void confirm(int slot, int at, byte[] bytes, int from, int to, Listener listener) {
    if (candidates[slot] == null) {
      return;
    }
    for (Candidate candidate : candidates[slot]) {
      int start = at - candidate.offset;
      if (start >= from && matches(texts[candidate.text], bytes, start, to)) {
        listener.found(candidate.text, start);
      }
    }
  }

  private static boolean matches(byte[] text, byte[] bytes, int start, int to) {
    return start + text.length <= to
        && Arrays.equals(text, 0, text.length, bytes, start, start + text.length);
  }

  /** Which of the texts are in {@code bytes}, which an array backs. */
  BitSet foundIn(ByteBuffer bytes) {
    BitSet found = new BitSet(texts.length);
    int from = bytes.arrayOffset();
    search(bytes.array(), from, from + bytes.limit(), (text, start) -> found.set(text));
    return found;
  }
}
