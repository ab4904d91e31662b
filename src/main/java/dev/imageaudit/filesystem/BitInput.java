package dev.imageaudit.filesystem;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A gzip blob bit by bit, each byte's least significant first. Behind the blob's end come zeros, so
 * that whoever decodes need not look for the end at every bit; {@link #checkNotBehindEnd} tells
 * afterwards.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.1.1">RFC 1951, section 3.1.1</a>
 */
final class BitInput {
  /** Eight bytes of an array, as a number. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MARGIN_BYTES = 32;

  private final ReadAhead blob;
  private long bytesBefore;
  private int end;
  private boolean ended;

  // DeflateDecoder keeps these in registers while it decodes, and then puts them back.

  /** What is at hand of the blob. */
  byte[] bytes = new byte[0];

  /** Where in {@link #bytes} those bits begin that are not in {@link #bits}. */
  int next;

  /** As long as {@link #next} is not behind it, {@code MARGIN_BYTES} can be read from there. */
  int last = -1;

  /**
   * The bits that come next; behind {@link #count} of them there may be some of the byte at next.
   */
  long bits;

  int count;

  BitInput(ReadAhead blob, ByteBuffer first) {
    this.blob = blob;
    append(first);
  }

  /** How many of the blob's bytes are read, the last of them maybe in part. */
  long position() {
    return bytesBefore + next - (count >>> 3);
  }

  /** Makes sure that at least 56 bits can be taken. */
  void refill() throws IOException {
    if (next > last) {
      fill();
    }
    bits |= (long) LONG.get(bytes, next) << count;
    next += (63 - count) >>> 3;
    count |= 56;
  }

  /** Reads on, so that {@link #next} is not behind {@link #last}. */
  void fill() throws IOException {
    while (next > last) {
      if (ended) {
        throw GzipDecompressor.corrupt("it ends in the middle");
      }
      readOn();
    }
  }

  private void readOn() throws IOException {
    giveBack();
    ByteBuffer chunk = blob.next();
    ended = !chunk.hasRemaining();
    append(chunk);
  }

  private void append(ByteBuffer chunk) {
    int kept = end - next;
    byte[] source = bytes;
    int needed = kept + chunk.remaining() + 3 * MARGIN_BYTES;
    if (bytes.length < needed) {
      bytes = new byte[needed + MARGIN_BYTES];
    }
    System.arraycopy(source, next, bytes, 0, kept);
    bytesBefore += next;
    next = 0;
    end = kept + chunk.remaining();
    chunk.get(bytes, kept, chunk.remaining());
    Arrays.fill(bytes, end, end + 3 * MARGIN_BYTES, (byte) 0);
    last = ended ? end + MARGIN_BYTES : end - MARGIN_BYTES;
  }

  /** The next {@code width} bits, at most 32. */
  int take(int width) throws IOException {
    if (count < width) {
      refill();
    }
    int value = (int) (bits & ((1L << width) - 1));
    drop(width);
    return value;
  }

  /** Takes bits that {@link #refill} has made sure of. */
  void drop(int width) {
    bits >>>= width;
    count -= width;
  }

  /** Leaves out the rest of a byte. */
  void alignToByte() {
    giveBack();
    count = 0;
    bits = 0;
  }

  /** Puts the whole bytes among {@link #bits} back, where {@link #copy} and a refill find them. */
  void giveBack() {
    next -= count >>> 3;
    count &= 7;
    bits &= (1L << count) - 1;
  }

  /** Whether a byte follows; call {@link #alignToByte} before. */
  boolean hasByte() throws IOException {
    while (next >= end && !ended) {
      readOn();
    }
    return next < end;
  }

  /** Copies up to {@code length} bytes, at least one; call {@link #alignToByte} before. */
  int copy(byte[] target, int offset, int length) throws IOException {
    if (!hasByte()) {
      throw GzipDecompressor.corrupt("it ends in the middle");
    }
    int copied = Math.min(length, end - next);
    System.arraycopy(bytes, next, target, offset, copied);
    next += copied;
    return copied;
  }

  /** Refuses a blob that ends before what has been taken of it. */
  void checkNotBehindEnd() throws IOException {
    if (next - (count >>> 3) > end) {
      throw GzipDecompressor.corrupt("it ends in the middle");
    }
  }
}
