package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what Go's linker writes into every program.
 *
 * @see <a href="https://pkg.go.dev/debug/buildinfo">Go, package debug/buildinfo</a>
 */
final class GoBuildReader {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 16;
  private static final int HEADER_BYTES = 32;
  private static final int SEARCHED_BYTES = 1 << 20;
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int MAX_MODULES = 4096;
  private static final int SENTINEL_BYTES = 16;
  private static final int FLAG_BIG_ENDIAN = 1;
  private static final int FLAG_INLINE = 2;

  private final FileParts parts;
  private final ElfHeaders headers;

  private GoBuildReader(FileParts parts, ElfHeaders headers) {
    this.parts = parts;
    this.headers = headers;
  }

  static Optional<ElfFacts.GoBuild> read(FileParts parts, ElfHeaders headers) {
    GoBuildReader reader = new GoBuildReader(parts, headers);
    for (ElfHeaders.Section section : headers.sections()) {
      if (section.name().equals(".go.buildinfo")) {
        return reader.search(section.offset(), section.fileBytes());
      }
    }
    for (ElfHeaders.Segment segment : headers.segments()) {
      if (segment.isWritableLoad()) {
        return reader.search(segment.offset(), segment.fileBytes());
      }
    }
    return Optional.empty();
  }

  private Optional<ElfFacts.GoBuild> search(long offset, long length) {
    ByteBuffer bytes = parts.available(offset, (int) Math.min(length, SEARCHED_BYTES));
    for (int at = 0; at + HEADER_BYTES <= bytes.limit(); at += ALIGNMENT) {
      if (isMagic(bytes, at)) {
        return build(bytes, at);
      }
    }
    return Optional.empty();
  }

  private static boolean isMagic(ByteBuffer bytes, int at) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (bytes.get(at + i) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<ElfFacts.GoBuild> build(ByteBuffer bytes, int at) {
    int flags = bytes.get(at + 15);
    if ((flags & FLAG_INLINE) != 0) {
      ByteBuffer texts = bytes.duplicate().position(at + HEADER_BYTES);
      String version = inlineText(texts);
      return parse(version, inlineText(texts));
    }
    ByteOrder order =
        (flags & FLAG_BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int pointerBytes = bytes.get(at + 14);
    return parse(
        pointedText(pointer(bytes, at + 16, pointerBytes, order), pointerBytes, order),
        pointedText(
            pointer(bytes, at + 16 + pointerBytes, pointerBytes, order), pointerBytes, order));
  }

  private static String inlineText(ByteBuffer bytes) {
    long length = 0;
    for (int shift = 0; shift < 35 && bytes.hasRemaining(); shift += 7) {
      int next = bytes.get();
      length |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (length > bytes.remaining() || length > MAX_TEXT_BYTES) {
      return "";
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static long pointer(ByteBuffer bytes, int at, int pointerBytes, ByteOrder order) {
    ByteBuffer ordered = bytes.duplicate().order(order);
    return pointerBytes == 8 ? ordered.getLong(at) : ordered.getInt(at) & 0xffff_ffffL;
  }

  /** Before Go 1.18 there stands the address of a string header: an address and a length. */
  private String pointedText(long address, int pointerBytes, ByteOrder order) {
    return headers
        .fileOffset(address)
        .flatMap(offset -> parts.slice(offset, 2L * pointerBytes))
        .flatMap(
            header -> {
              long start = pointer(header, 0, pointerBytes, order);
              long length = pointer(header, pointerBytes, pointerBytes, order);
              return headers
                  .fileOffset(start)
                  .filter(o -> length >= 0 && length <= MAX_TEXT_BYTES)
                  .flatMap(offset -> parts.slice(offset, length));
            })
        .map(text -> StandardCharsets.UTF_8.decode(text).toString())
        .orElse("");
  }

  private static Optional<ElfFacts.GoBuild> parse(String version, String framedModules) {
    if (!version.startsWith("go") && !version.startsWith("devel")) {
      return Optional.empty();
    }
    // The module text lies between two sentinels of 16 bytes.
    boolean framed = framedModules.length() > 2 * SENTINEL_BYTES;
    String path = "";
    List<ElfFacts.GoModule> modules = new ArrayList<>();
    boolean hasMain = false;
    for (String line : (framed ? framedModules : "").split("\n", -1)) {
      String[] fields = line.split("\t", -1);
      if (fields[0].endsWith("path") && fields.length > 1 && path.isEmpty()) {
        path = fields[1];
      } else if (fields.length > 2 && modules.size() < MAX_MODULES) {
        ElfFacts.GoModule module = new ElfFacts.GoModule(fields[1], fields[2]);
        switch (fields[0]) {
          case "mod" -> {
            hasMain = true;
            modules.add(0, module);
          }
          case "dep" -> modules.add(module);
          case "=>" -> replaceLast(modules, module);
          default -> {}
        }
      }
    }
    Optional<ElfFacts.GoModule> main = hasMain ? Optional.of(modules.remove(0)) : Optional.empty();
    return Optional.of(
        new ElfFacts.GoBuild(
            version,
            path,
            main.map(ElfFacts.GoModule::path),
            main.map(ElfFacts.GoModule::version),
            modules));
  }

  /**
   * A line that begins with an arrow says what the module of the line before was replaced by: a
   * directory is no name.
   */
  private static void replaceLast(List<ElfFacts.GoModule> modules, ElfFacts.GoModule module) {
    if (!modules.isEmpty()) {
      int last = modules.size() - 1;
      boolean isDirectory = module.path().startsWith(".") || module.path().startsWith("/");
      String path = isDirectory ? modules.get(last).path() : module.path();
      modules.set(last, new ElfFacts.GoModule(path, module.version()));
    }
  }
}
