package dev.imageaudit.filesystem;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@link ElfFacts} from the parts of a file. What is malformed or absent is left out: an
 * image may hold anything.
 */
final class ElfReader {
  private static final int MAX_TEXT_BYTES = 4096;
  private static final int MAX_DYNAMIC_ENTRIES = 8192;
  private static final int MAX_STRING_TABLE_BYTES = 1 << 24;
  private static final int MAX_COMMENT_BYTES = 1 << 16;
  private static final int MAX_RUST_AUDIT_BYTES = 1 << 20;

  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_STRSZ = 10;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;

  private final FileParts parts;
  private final ElfHeaders headers;
  private final List<Long> needed = new ArrayList<>();
  private Optional<Long> soname = Optional.empty();
  private Optional<Long> rpath = Optional.empty();
  private Optional<Long> runpath = Optional.empty();
  private Optional<Long> stringTable = Optional.empty();
  private long stringTableBytes = MAX_STRING_TABLE_BYTES;

  private ElfReader(FileParts parts, ElfHeaders headers) {
    this.parts = parts;
    this.headers = headers;
  }

  /** The facts; empty where the header itself is cut short. */
  static Optional<ElfFacts> read(FileParts parts, long sizeBytes) {
    ElfHeaders headers = ElfHeaders.read(parts);
    if (headers.type() == 0 && headers.machine() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ElfReader(parts, headers).facts(sizeBytes));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private ElfFacts facts(long sizeBytes) {
    readDynamic();
    ByteBuffer strings = strings();
    List<String> libraries =
        needed.stream().map(at -> text(strings, at)).filter(t -> !t.isEmpty()).toList();
    Optional<String> interpreter = interpreter();
    Optional<ElfFacts.GoBuild> goBuild = GoBuildReader.read(parts, headers);
    boolean isStatic = interpreter.isEmpty() && libraries.isEmpty() && soname.isEmpty();
    StaticTexts texts =
        isStatic ? StaticTexts.of(parts, sizeBytes, goBuild.isPresent()) : StaticTexts.UNKNOWN;
    return new ElfFacts(
        kind(),
        headers.machine(),
        interpreter,
        libraries,
        soname.map(at -> text(strings, at)),
        rpath.map(at -> text(strings, at)),
        runpath.map(at -> text(strings, at)),
        comment(),
        Math.min(sizeBytes, debugBytes()),
        goBuild,
        rustAudit(),
        ElfLoadingReader.read(parts, headers, strings, libraries, texts));
  }

  /** Where a file names libraries, what it takes of them; else its own texts may tell that too. */
  private ByteBuffer strings() {
    long wanted = needed.isEmpty() ? MAX_STRING_TABLE_BYTES : stringTableBytes;
    return stringTable
        .flatMap(headers::fileOffset)
        .map(offset -> parts.available(offset, (int) wanted))
        .orElse(ByteBuffer.allocate(0));
  }

  private ElfFacts.Kind kind() {
    return switch (headers.type()) {
      case 1 -> ElfFacts.Kind.RELOCATABLE;
      case 2 -> ElfFacts.Kind.EXECUTABLE;
      case 3 -> ElfFacts.Kind.SHARED_OBJECT;
      case 4 -> ElfFacts.Kind.CORE;
      default -> ElfFacts.Kind.OTHER;
    };
  }

  private Optional<String> interpreter() {
    return headers.segments().stream()
        .filter(ElfHeaders.Segment::isInterpreter)
        .findFirst()
        .map(s -> text(parts.available(s.offset(), MAX_TEXT_BYTES), 0))
        .filter(t -> !t.isEmpty());
  }

  private void readDynamic() {
    Optional<ElfHeaders.Segment> dynamic =
        headers.segments().stream().filter(ElfHeaders.Segment::isDynamic).findFirst();
    if (dynamic.isEmpty()) {
      return;
    }
    int entryBytes = headers.is64Bit() ? 16 : 8;
    long wanted = Math.min(dynamic.get().fileBytes(), (long) MAX_DYNAMIC_ENTRIES * entryBytes);
    ByteBuffer table =
        parts.available(dynamic.get().offset(), (int) Math.max(0, wanted)).order(headers.order());
    while (table.remaining() >= entryBytes) {
      long tag = headers.is64Bit() ? table.getLong() : table.getInt();
      long value = headers.is64Bit() ? table.getLong() : table.getInt() & 0xffff_ffffL;
      if (tag == DT_NEEDED) {
        needed.add(value);
      } else if (tag == DT_STRTAB) {
        stringTable = Optional.of(value);
      } else if (tag == DT_STRSZ && value >= 0) {
        stringTableBytes = Math.min(value, MAX_STRING_TABLE_BYTES);
      } else if (tag == DT_SONAME) {
        soname = Optional.of(value);
      } else if (tag == DT_RPATH) {
        rpath = Optional.of(value);
      } else if (tag == DT_RUNPATH) {
        runpath = Optional.of(value);
      } else if (tag == 0) {
        return;
      }
    }
  }

  private List<String> comment() {
    List<String> comments = new ArrayList<>();
    for (ElfHeaders.Section section : headers.sections()) {
      if (section.name().equals(".comment")) {
        ByteBuffer bytes =
            parts.available(
                section.offset(), (int) Math.min(section.fileBytes(), MAX_COMMENT_BYTES));
        String all = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        for (String comment : all.split("\0", -1)) {
          if (!comment.isBlank() && !comments.contains(comment) && comments.size() < 8) {
            comments.add(comment);
          }
        }
      }
    }
    return comments;
  }

  private Optional<Content> rustAudit() {
    for (ElfHeaders.Section section : headers.sections()) {
      long bytes = section.fileBytes();
      if (section.name().equals(".dep-v0") && bytes > 0 && bytes <= MAX_RUST_AUDIT_BYTES) {
        Optional<ByteBuffer> content = parts.slice(section.offset(), bytes);
        if (content.isPresent()) {
          byte[] copy = new byte[content.get().remaining()];
          content.get().get(copy);
          return Optional.of(Content.of(copy));
        }
      }
    }
    return Optional.empty();
  }

  private long debugBytes() {
    long sum = 0;
    for (ElfHeaders.Section section : headers.sections()) {
      String name = section.name();
      if (name.startsWith(".debug_")
          || name.startsWith(".zdebug_")
          || name.equals(".symtab")
          || name.equals(".strtab")) {
        sum += Math.max(0, section.fileBytes());
      }
    }
    return Math.max(0, sum);
  }

  /** The text at {@code offset} that a zero ends; empty where there is none. */
  static String text(ByteBuffer bytes, long offset) {
    if (offset < 0 || offset >= bytes.limit()) {
      return "";
    }
    int start = (int) offset;
    int end = start;
    int last = (int) Math.min(bytes.limit(), offset + MAX_TEXT_BYTES);
    while (end < last && bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - start];
    bytes.get(start, text);
    return FileNames.of(text);
  }
}
