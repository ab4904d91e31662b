package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where in an ELF file the texts of a program lie.
 *
 * @param ranges in their order, none of them touching another; none where the file is no program
 * @param isOfGo whether Go has linked it, so that it says itself what it is
 */
record ProgramTexts(List<Range> ranges, boolean isOfGo) {
  private static final String GO = "Go";
  private static final ProgramTexts NONE = new ProgramTexts(List.of(), false);

  /** The bytes from {@code from} on, before {@code to}. */
  record Range(long from, long to) {

    /** Where it begins in the {@code count} bytes that follow the first {@code done}. */
    int startIn(long done, int count) {
      return (int) Math.max(0, Math.min(count, from - done));
    }

    /** Where it ends in the {@code count} bytes that follow the first {@code done}. */
    int endIn(long done, int count) {
      return (int) Math.max(0, Math.min(count, to - done));
    }
  }

  ProgramTexts {
    ranges = List.copyOf(merged(ranges));
  }

  /** Those of the file at {@code path} that starts with the {@code count} bytes of {@code head}. */
  static ProgramTexts of(String path, byte[] head, int count) {
    FileParts parts = new FileParts();
    parts.addComplete(0, head, count);
    ElfHeaders headers = ElfHeaders.read(parts);
    List<ElfHeaders.Segment> loaded =
        headers.segments().stream().filter(ElfHeaders.Segment::isLoad).toList();
    if (!isProgram(headers, path)) {
      return NONE;
    }
    boolean isApart = loaded.stream().anyMatch(s -> !s.isExecutable() && !s.isWritableLoad());
    return new ProgramTexts(
        loaded.stream()
            .filter(segment -> !isApart || !segment.isExecutable())
            .filter(s -> s.offset() >= 0 && s.fileBytes() > 0)
            .map(s -> new Range(s.offset(), end(s)))
            .toList(),
        isOfGo(headers, parts));
  }

  private static long end(ElfHeaders.Segment segment) {
    return segment.offset() + Math.min(segment.fileBytes(), Long.MAX_VALUE - segment.offset());
  }

  /** Hostile headers may name the same bytes thousands of times. */
  private static List<Range> merged(List<Range> ranges) {
    List<Range> merged = new ArrayList<>();
    for (Range next : ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && next.from <= merged.get(last).to) {
        Range before = merged.get(last);
        merged.set(last, new Range(before.from, Math.max(before.to, next.to)));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  /** A program that is linked statically and may lie anywhere has the type of a library. */
  private static boolean isProgram(ElfHeaders headers, String path) {
    return headers.type() == ElfHeaders.TYPE_EXECUTABLE
        || headers.segments().stream().anyMatch(ElfHeaders.Segment::isInterpreter)
        || (headers.type() == ElfHeaders.TYPE_SHARED && !Paths.name(path).contains(".so"));
  }

  /** Where C is linked with it, its note is one of several. */
  private static boolean isOfGo(ElfHeaders headers, FileParts parts) {
    return ElfNote.all(parts, headers).stream().anyMatch(note -> note.owner().equals(GO));
  }
}
