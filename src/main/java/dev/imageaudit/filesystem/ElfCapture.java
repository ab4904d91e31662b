package dev.imageaudit.filesystem;

import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps of an ELF file that comes by once what {@link ElfReader} needs: all of a small one; of a
 * large one its beginning, the parts that its program headers point to, and its end.
 */
final class ElfCapture {
  private static final int HEAD_BYTES = 16 << 20;
  private static final int TAIL_BYTES = 1 << 20;
  private static final int DATA_BYTES = 1 << 20;

  private final FileParts parts = new FileParts();
  private byte[] head = new byte[1 << 20];
  private final byte[] tail = new byte[TAIL_BYTES];
  private long sizeBytes;
  private long done;
  private boolean wantedKnown;

  static boolean isElf(byte[] bytes, int count) {
    return count >= 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
  }

  /** Whether all of a file of {@code fileBytes} is kept. */
  static boolean isHeld(long fileBytes) {
    return fileBytes <= HEAD_BYTES;
  }

  /** The file that has come by, where all of it is kept: not to be changed, nor kept. */
  byte[] held() {
    return head;
  }

  void begin(long contentBytes) {
    parts.clear();
    sizeBytes = contentBytes;
    done = 0;
    wantedKnown = false;
  }

  void accept(byte[] chunk, int count) {
    int toHead = (int) Math.min(count, Math.max(0, HEAD_BYTES - done));
    if (toHead > 0) {
      ensureHead((int) done + toHead);
      System.arraycopy(chunk, 0, head, (int) done, toHead);
    }
    if (toHead < count) {
      if (!wantedKnown) {
        want();
      }
      parts.offer(done + toHead, chunk, toHead, count - toHead);
      keepTail(chunk, toHead, count - toHead);
    }
    done += count;
  }

  private void ensureHead(int length) {
    if (head.length < length) {
      head = Arrays.copyOf(head, Math.min(HEAD_BYTES, Math.max(length, 2 * head.length)));
    }
  }

  /** Tells from the program headers which parts beyond the head will be needed. */
  private void want() {
    wantedKnown = true;
    parts.addComplete(0, head, HEAD_BYTES);
    for (ElfHeaders.Segment segment : ElfHeaders.read(parts).segments()) {
      if (segment.isDynamic()) {
        parts.want(segment.offset(), (int) Math.min(segment.fileBytes(), DATA_BYTES));
      } else if (segment.isWritableLoad()) {
        parts.want(segment.offset(), (int) Math.min(segment.fileBytes(), DATA_BYTES));
      }
    }
  }

  /** A ring that in the end holds the file's last bytes, at their offset modulo its length. */
  private void keepTail(byte[] chunk, int from, int count) {
    long offset = done + from;
    for (int copied = 0; copied < count; ) {
      int at = (int) ((offset + copied) % TAIL_BYTES);
      int part = Math.min(count - copied, TAIL_BYTES - at);
      System.arraycopy(chunk, from + copied, tail, at, part);
      copied += part;
    }
  }

  /** What the file that has come by says of itself; empty where it is no valid ELF file. */
  Optional<ElfFacts> facts() {
    if (done <= HEAD_BYTES) {
      parts.addComplete(0, head, (int) done);
    } else {
      long tailStart = Math.max(HEAD_BYTES, done - TAIL_BYTES);
      byte[] end = new byte[(int) (done - tailStart)];
      for (int i = 0; i < end.length; i++) {
        end[i] = tail[(int) ((tailStart + i) % TAIL_BYTES)];
      }
      parts.addComplete(tailStart, end, end.length);
    }
    return ElfReader.read(parts, sizeBytes);
  }
}
