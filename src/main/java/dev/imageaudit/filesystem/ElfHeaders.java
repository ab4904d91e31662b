package dev.imageaudit.filesystem;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ELF file's header, program headers and section headers, as far as they are there.
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI,
 *     generic part</a>
 */
record ElfHeaders(
    boolean is64Bit,
    ByteOrder order,
    int type,
    int machine,
    List<Segment> segments,
    List<Section> sections) {
  static final int TYPE_EXECUTABLE = 2;
  static final int TYPE_SHARED = 3;

  private static final int MAX_SEGMENTS = 256;
  private static final int MAX_SECTIONS = 65_535;
  private static final ElfHeaders NONE =
      new ElfHeaders(true, ByteOrder.LITTLE_ENDIAN, 0, 0, List.of(), List.of());

  /** A program header. */
  record Segment(
      int type, int flags, long offset, long virtualAddress, long fileBytes, long memoryBytes) {
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int INTERPRETER = 3;
    private static final int NOTE = 4;
    private static final int FLAG_EXECUTABLE = 1;
    private static final int FLAG_WRITABLE = 2;

    boolean isLoad() {
      return type == LOAD;
    }

    boolean isDynamic() {
      return type == DYNAMIC;
    }

    boolean isInterpreter() {
      return type == INTERPRETER;
    }

    boolean isNote() {
      return type == NOTE;
    }

    boolean isExecutable() {
      return (flags & FLAG_EXECUTABLE) != 0;
    }

    boolean isWritableLoad() {
      return isLoad() && (flags & FLAG_WRITABLE) != 0;
    }
  }

  /** A section header. */
  record Section(String name, int type, long offset, long bytes) {
    private static final int NO_BITS = 8;

    /** How much of the file it occupies. */
    long fileBytes() {
      return type == NO_BITS ? 0 : bytes;
    }
  }

  /** Reads what {@code parts} has; empty lists where it has less than they need. */
  static ElfHeaders read(FileParts parts) {
    try {
      ByteBuffer head = parts.available(0, 64);
      if (head.remaining() < 52) {
        return NONE;
      }
      boolean is64 = head.get(4) == 2;
      ByteOrder order = head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      head.order(order);
      return new ElfHeaders(
          is64,
          order,
          head.getShort(16) & 0xffff,
          head.getShort(18) & 0xffff,
          segments(parts, head, is64),
          sections(parts, head, is64));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return NONE;
    }
  }

  private static List<Segment> segments(FileParts parts, ByteBuffer head, boolean is64) {
    long offset = is64 ? head.getLong(32) : head.getInt(28) & 0xffff_ffffL;
    int size = head.getShort(is64 ? 54 : 42) & 0xffff;
    int count = Math.min(MAX_SEGMENTS, head.getShort(is64 ? 56 : 44) & 0xffff);
    if (size < (is64 ? 56 : 32)) {
      return List.of();
    }
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<ByteBuffer> header = parts.slice(offset + (long) i * size, size);
      if (header.isPresent()) {
        segments.add(segment(header.get().order(head.order()), is64));
      }
    }
    return segments;
  }

  private static Segment segment(ByteBuffer at, boolean is64) {
    return is64
        ? new Segment(
            at.getInt(0),
            at.getInt(4),
            at.getLong(8),
            at.getLong(16),
            at.getLong(32),
            at.getLong(40))
        : new Segment(
            at.getInt(0),
            at.getInt(24),
            at.getInt(4) & 0xffff_ffffL,
            at.getInt(8) & 0xffff_ffffL,
            at.getInt(16) & 0xffff_ffffL,
            at.getInt(20) & 0xffff_ffffL);
  }

  private static List<Section> sections(FileParts parts, ByteBuffer head, boolean is64) {
    long offset = is64 ? head.getLong(40) : head.getInt(32) & 0xffff_ffffL;
    int size = head.getShort(is64 ? 58 : 46) & 0xffff;
    int count = Math.min(MAX_SECTIONS, head.getShort(is64 ? 60 : 48) & 0xffff);
    int names = head.getShort(is64 ? 62 : 50) & 0xffff;
    Optional<ByteBuffer> table = parts.slice(offset, (long) size * count);
    if (table.isEmpty() || names >= count || size < (is64 ? 64 : 40)) {
      return List.of();
    }
    ByteBuffer headers = table.get().order(head.order());
    Section nameTable = section(headers, names * size, is64, "");
    Optional<ByteBuffer> texts = parts.slice(nameTable.offset, nameTable.bytes);
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int nameOffset = headers.getInt(i * size);
      String name = texts.map(t -> ElfReader.text(t, nameOffset)).orElse("");
      sections.add(section(headers, i * size, is64, name));
    }
    return sections;
  }

  private static Section section(ByteBuffer headers, int at, boolean is64, String name) {
    return is64
        ? new Section(
            name, headers.getInt(at + 4), headers.getLong(at + 24), headers.getLong(at + 32))
        : new Section(
            name,
            headers.getInt(at + 4),
            headers.getInt(at + 16) & 0xffff_ffffL,
            headers.getInt(at + 20) & 0xffff_ffffL);
  }

  /** Where in the file the byte lies that is loaded to {@code virtualAddress}. */
  Optional<Long> fileOffset(long virtualAddress) {
    for (Segment segment : segments) {
      long distance = virtualAddress - segment.virtualAddress;
      if (segment.isLoad() && distance >= 0 && distance < segment.fileBytes) {
        return Optional.of(segment.offset + distance);
      }
    }
    return Optional.empty();
  }
}
