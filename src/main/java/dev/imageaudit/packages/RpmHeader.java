package dev.imageaudit.packages;

import dev.imageaudit.filesystem.FileNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What rpm knows of one package: values by the number of their tag. What a header does not have, or
 * has where there is nothing, is empty.
 *
 * @see <a href="https://rpm-software-management.github.io/rpm/manual/format_header.html">rpm,
 *     header format</a>
 */
final class RpmHeader {
  private static final int ENTRY_BYTES = 16;
  private static final int REGION = 63;
  private static final int MAGIC = 0x8eade801;

  private static final int CHAR = 1;
  private static final int INT8 = 2;
  private static final int INT16 = 3;
  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int STRING_ARRAY = 8;
  private static final int TRANSLATED_STRING = 9;

  private final ByteBuffer data;
  private final Map<Integer, Entry> entries = new HashMap<>();

  private record Entry(int type, int offset, int count) {}

  /**
   * The header that {@code blob} is.
   *
   * @throws DamagedDatabaseException where its parts are longer than it
   */
  RpmHeader(ByteBuffer blob) throws DamagedDatabaseException {
    ByteBuffer bytes = blob.slice().order(ByteOrder.BIG_ENDIAN);
    // Files have a magic number before the header, databases have not.
    int start = bytes.limit() >= 8 && bytes.getInt(0) == MAGIC ? 8 : 0;
    if (bytes.limit() < start + 8) {
      throw new DamagedDatabaseException("a header of " + bytes.limit() + " bytes");
    }
    long count = bytes.getInt(start) & 0xffff_ffffL;
    long dataStart = start + 8 + count * ENTRY_BYTES;
    if (dataStart > bytes.limit()) {
      throw new DamagedDatabaseException("a header of " + count + " entries");
    }
    for (int i = 0; i < count; i++) {
      int at = start + 8 + i * ENTRY_BYTES;
      int tag = bytes.getInt(at);
      if (tag != REGION) {
        // What was added when the package was installed comes later, and counts.
        entries.put(
            tag, new Entry(bytes.getInt(at + 4), bytes.getInt(at + 8), bytes.getInt(at + 12)));
      }
    }
    this.data =
        bytes.slice((int) dataStart, bytes.limit() - (int) dataStart).order(ByteOrder.BIG_ENDIAN);
  }

  /** The first text of {@code tag}. */
  Optional<String> text(int tag) {
    return texts(tag).stream().findFirst();
  }

  /** All texts of {@code tag}, of a translated one the untranslated. */
  List<String> texts(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null || entry.offset < 0) {
      return List.of();
    }
    int count =
        switch (entry.type) {
          case STRING, TRANSLATED_STRING -> 1;
          case STRING_ARRAY -> entry.count;
          default -> 0;
        };
    List<String> texts = new ArrayList<>();
    int start = entry.offset;
    for (int i = 0; i < count && start < data.limit(); i++) {
      int end = start;
      while (end < data.limit() && data.get(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - start];
      data.get(start, text);
      texts.add(FileNames.of(text));
      start = end + 1;
    }
    return texts;
  }

  /** The integer of {@code tag}, without a sign. */
  OptionalLong integer(int tag) {
    int[] integers = integers(tag);
    return integers.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(integers[0] & 0xffff_ffffL);
  }

  /** All integers of {@code tag} that are no wider than 32 bits. */
  int[] integers(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null || entry.offset < 0 || entry.count < 0) {
      return new int[0];
    }
    int width =
        switch (entry.type) {
          case CHAR, INT8 -> 1;
          case INT16 -> 2;
          case INT32 -> 4;
          default -> 0;
        };
    if (width == 0 || entry.offset + (long) entry.count * width > data.limit()) {
      return new int[0];
    }
    int[] integers = new int[entry.count];
    for (int i = 0; i < integers.length; i++) {
      int at = entry.offset + i * width;
      integers[i] =
          switch (width) {
            case 1 -> data.get(at) & 0xff;
            case 2 -> data.getShort(at) & 0xffff;
            default -> data.getInt(at);
          };
    }
    return integers;
  }
}
