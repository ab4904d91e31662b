package dev.imageaudit.filesystem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * A tar entry's extended header: its own block, and its records {@code length key=value}.
 *
 * @param original block and records as they were read; empty where they are not what was read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PaxRecords(byte[] original, List<PaxRecord> records) {
  static final PaxRecords NONE = new PaxRecords(new byte[0], List.of());

  private static final int BLOCK_BYTES = TarConstants.DEFAULT_RCDSIZE;

  /** One record as it is written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PaxRecord(String key, byte[] bytes) {
    /** The length counts its own digits. */
    static PaxRecord of(String key, byte[] value) {
      int others = key.length() + value.length + 3;
      int length = others + String.valueOf(others).length();
      length = others + String.valueOf(length).length();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(value);
      out.write('\n');
      return new PaxRecord(key, out.toByteArray());
    }

    byte[] value() {
      int start = 0;
      while (bytes[start] != '=') {
        start++;
      }
      return Arrays.copyOfRange(bytes, start + 1, bytes.length - 1);
    }
  }

  /** Reads an extended header, its own block first; what makes no sense at its end is left out. */
  static PaxRecords of(byte[] blocks) {
    long size = TarUtils.parseOctalOrBinary(blocks, 124, TarConstants.SIZELEN);
    int end = (int) Math.min(blocks.length, BLOCK_BYTES + size);
    List<PaxRecord> records = new ArrayList<>();
    int at = BLOCK_BYTES;
    while (at < end) {
      int length = 0;
      int digit = at;
      while (digit < end && blocks[digit] >= '0' && blocks[digit] <= '9' && length < end) {
        length = 10 * length + blocks[digit++] - '0';
      }
      int equals = digit;
      while (equals < end && blocks[equals] != '=') {
        equals++;
      }
      if (digit == end || equals == end || length <= equals - at || at + length > end) {
        break;
      }
      String key = new String(blocks, digit + 1, equals - digit - 1, StandardCharsets.UTF_8);
      records.add(new PaxRecord(key, Arrays.copyOfRange(blocks, at, at + length)));
      at += length;
    }
    return new PaxRecords(blocks, records);
  }

  /** With those of a further header of the same entry. */
  PaxRecords and(PaxRecords further) {
    if (records.isEmpty()) {
      return further;
    }
    byte[] both = Arrays.copyOf(original, original.length + further.original.length);
    System.arraycopy(further.original, 0, both, original.length, further.original.length);
    List<PaxRecord> all = new ArrayList<>(records);
    all.addAll(further.records);
    return new PaxRecords(both, all);
  }

  /** The last value of {@code key}. */
  Optional<byte[]> value(String key) {
    Optional<byte[]> value = Optional.empty();
    for (PaxRecord record : records) {
      if (record.key.equals(key)) {
        value = Optional.of(record.value());
      }
    }
    return value;
  }

  /** Without those whose key {@code goes}. */
  PaxRecords without(Predicate<String> goes) {
    return records.stream().anyMatch(r -> goes.test(r.key))
        ? new PaxRecords(new byte[0], records.stream().filter(r -> !goes.test(r.key)).toList())
        : this;
  }

  /** With {@code value} for {@code key} if it {@code isNeeded}, else without any. */
  PaxRecords with(String key, byte[] value, boolean isNeeded) {
    PaxRecords others = without(key::equals);
    if (!isNeeded) {
      return others;
    }
    List<PaxRecord> all = new ArrayList<>(others.records);
    all.add(PaxRecord.of(key, value));
    return new PaxRecords(new byte[0], all);
  }

  /** The blocks as they stand in a tar stream; none where there are no records. */
  byte[] toBytes() {
    if (original.length > 0 || records.isEmpty()) {
      return original;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    records.forEach(record -> content.writeBytes(record.bytes));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(block(content.size()));
    out.writeBytes(content.toByteArray());
    out.writeBytes(new byte[-content.size() & (BLOCK_BYTES - 1)]);
    return out.toByteArray();
  }

  private static byte[] block(int contentBytes) {
    TarArchiveEntry entry =
        new TarArchiveEntry("PaxHeaders.0/entry", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
    entry.setSize(contentBytes);
    entry.setModTime(0);
    byte[] block = new byte[BLOCK_BYTES];
    entry.writeEntryHeader(block);
    return block;
  }
}
