package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some parts of a file that has come by as a stream, by their offsets. */
final class FileParts {
  private static final class Part {
    private final long offset;
    private final byte[] bytes;
    private int length;

    private Part(long offset, byte[] bytes, int length) {
      this.offset = offset;
      this.bytes = bytes;
      this.length = length;
    }
  }

  private final List<Part> parts = new ArrayList<>();

  void clear() {
    parts.clear();
  }

  /** A part that is there already; {@code bytes} is not copied. */
  void addComplete(long offset, byte[] bytes, int length) {
    parts.add(new Part(offset, bytes, length));
  }

  /** A part that {@link #offer} shall fill. */
  void want(long offset, int length) {
    parts.add(new Part(offset, new byte[length], 0));
  }

  /** The file's next bytes; what is wanted of them is copied. */
  void offer(long offset, byte[] chunk, int from, int count) {
    for (Part part : parts) {
      long next = part.offset + part.length;
      if (part.length < part.bytes.length && next >= offset && next < offset + count) {
        int skipped = (int) (next - offset);
        int copied = Math.min(count - skipped, part.bytes.length - part.length);
        System.arraycopy(chunk, from + skipped, part.bytes, part.length, copied);
        part.length += copied;
      }
    }
  }

  /** The {@code length} bytes at {@code offset}; empty unless one part has them all. */
  Optional<ByteBuffer> slice(long offset, long length) {
    for (Part part : parts) {
      if (offset >= part.offset && length >= 0 && length <= part.length - (offset - part.offset)) {
        return Optional.of(
            ByteBuffer.wrap(part.bytes, (int) (offset - part.offset), (int) length).slice());
      }
    }
    return Optional.empty();
  }

  /** What there is from {@code offset} on, at most {@code length} bytes; maybe none. */
  ByteBuffer available(long offset, int length) {
    for (Part part : parts) {
      if (offset >= part.offset && offset < part.offset + part.length) {
        int from = (int) (offset - part.offset);
        return ByteBuffer.wrap(part.bytes, from, Math.min(length, part.length - from)).slice();
      }
    }
    return ByteBuffer.allocate(0);
  }
}
