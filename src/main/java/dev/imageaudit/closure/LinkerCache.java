package dev.imageaudit.closure;

import dev.imageaudit.filesystem.FileNames;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The libraries that {@code ldconfig} has found, as glibc's {@code /etc/ld.so.cache} lists them;
 * what is malformed is left out.
 *
 * @see <a href="https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h">glibc,
 *     dl-cache.h</a>
 */
final class LinkerCache {
  private static final byte[] NEW = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] OLD = "ld.so-1.7.0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int OLD_HEADER_BYTES = 16;
  private static final int OLD_ENTRY_BYTES = 12;
  private static final int NEW_HEADER_BYTES = 48;
  private static final int NEW_ENTRY_BYTES = 24;
  private static final int BIG_ENDIAN = 3;
  private static final int MAX_ENTRIES = 100_000;

  private final Map<String, List<String>> pathsByName = new HashMap<>();

  private LinkerCache() {}

  static LinkerCache parse(byte[] file) {
    LinkerCache cache = new LinkerCache();
    try {
      cache.read(ByteBuffer.wrap(file));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // what was read so far is good
    }
    return cache;
  }

  /** Where the libraries of this name lie, the better first; none where there is none. */
  List<String> paths(String soname) {
    return pathsByName.getOrDefault(soname, List.of());
  }

  private void read(ByteBuffer file) {
    int start = 0;
    if (startsWith(file, 0, OLD)) {
      int count = file.duplicate().order(ByteOrder.nativeOrder()).getInt(OLD_HEADER_BYTES - 4);
      long end = OLD_HEADER_BYTES + (long) count * OLD_ENTRY_BYTES;
      start = (int) Math.min(file.limit(), (end + 7) & ~7L);
    }
    if (start < 0 || !startsWith(file, start, NEW)) {
      return;
    }
    ByteBuffer block = file.duplicate().position(start).slice();
    block.order((block.get(28) & 3) == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int count = Math.min(MAX_ENTRIES, block.getInt(20));
    for (int i = 0; i < count; i++) {
      int entry = NEW_HEADER_BYTES + i * NEW_ENTRY_BYTES;
      String name = text(block, block.getInt(entry + 4));
      String path = text(block, block.getInt(entry + 8));
      if (path.startsWith("/")) {
        pathsByName.computeIfAbsent(name, n -> new ArrayList<>()).add(path);
      }
    }
  }

  private static boolean startsWith(ByteBuffer file, int at, byte[] text) {
    return file.limit() - at >= text.length
        && file.duplicate().position(at).slice().limit(text.length).equals(ByteBuffer.wrap(text));
  }

  private static String text(ByteBuffer block, int start) {
    int end = start;
    while (block.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - start];
    block.get(start, text);
    return FileNames.of(text);
  }
}
