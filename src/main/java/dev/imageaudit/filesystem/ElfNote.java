package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A note in an ELF file.
 *
 * @param owner who says what its type means, such as {@code GNU}
 * @param content in the file's byte order
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html#note_section">
 *     System V ABI, note section</a>
 */
record ElfNote(String owner, int type, ByteBuffer content) {
  private static final int MAX_NOTES_BYTES = 1 << 16;
  private static final int HEADER_BYTES = 12;
  private static final int MAX_NOTES = 256;

  /** Those that the file's program headers point to. */
  static List<ElfNote> all(FileParts parts, ElfHeaders headers) {
    List<ElfNote> notes = new ArrayList<>();
    for (ElfHeaders.Segment segment : headers.segments()) {
      if (segment.isNote()) {
        int bytes = (int) Math.max(0, Math.min(segment.fileBytes(), MAX_NOTES_BYTES));
        ByteBuffer rest = parts.available(segment.offset(), bytes).order(headers.order());
        boolean more = true;
        while (more && rest.remaining() >= HEADER_BYTES && notes.size() < MAX_NOTES) {
          more = read(rest, notes);
        }
      }
    }
    return notes;
  }

  /** Reads one, and what pads it; answers whether all of it is there. */
  private static boolean read(ByteBuffer rest, List<ElfNote> notes) {
    int ownerBytes = rest.getInt();
    int contentBytes = rest.getInt();
    int type = rest.getInt();
    long paddedOwnerBytes = padded(ownerBytes);
    if (ownerBytes < 0 || contentBytes < 0 || paddedOwnerBytes + contentBytes > rest.remaining()) {
      return false;
    }
    int start = rest.position();
    int contentStart = start + (int) paddedOwnerBytes;
    notes.add(
        new ElfNote(
            ElfReader.text(rest.duplicate().limit(start + ownerBytes), start),
            type,
            rest.slice(contentStart, contentBytes).order(rest.order())));
    rest.position((int) Math.min(rest.limit(), contentStart + padded(contentBytes)));
    return true;
  }

  private static long padded(int bytes) {
    return bytes + 3L & ~3L;
  }
}
