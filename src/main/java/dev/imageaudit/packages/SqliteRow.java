package dev.imageaudit.packages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One row of an SQLite table. Columns are counted from 0; what a row does not have is zero or
 * empty.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#record_format">SQLite, record format</a>
 */
final class SqliteRow {
  private static final int FIRST_BLOB = 12;
  private static final int FIRST_TEXT = 13;
  private static final int ONE = 9;

  private final ByteBuffer payload;

  SqliteRow(ByteBuffer payload) {
    this.payload = payload;
  }

  /** Where a column's value lies, and as what. */
  private record Value(long type, int offset, int length) {}

  /** The integer in {@code column}. */
  long integer(int column) {
    Value value = value(column);
    if (value.type >= ONE || value.type == 7) {
      return value.type == ONE ? 1 : 0;
    }
    long integer = 0;
    for (int i = 0; i < value.length; i++) {
      int next = payload.get(value.offset + i);
      integer = integer << 8 | (i == 0 ? next : next & 0xff);
    }
    return integer;
  }

  /** The text in {@code column}, which SQLite keeps as UTF-8 unless told otherwise. */
  String text(int column) {
    Value value = value(column);
    boolean isText = value.type >= FIRST_TEXT && value.type % 2 == 1;
    return isText
        ? StandardCharsets.UTF_8.decode(payload.slice(value.offset, value.length)).toString()
        : "";
  }

  /** The bytes in {@code column}. */
  ByteBuffer blob(int column) {
    Value value = value(column);
    boolean isBlob = value.type >= FIRST_BLOB && value.type % 2 == 0;
    return isBlob ? payload.slice(value.offset, value.length) : ByteBuffer.allocate(0);
  }

  private Value value(int column) {
    ByteBuffer header = payload.duplicate();
    long headerBytes = varint(header);
    long offset = headerBytes;
    for (int i = 0; header.position() < headerBytes; i++) {
      long type = varint(header);
      long length = length(type);
      if (length < 0 || offset < 0 || offset + length > payload.limit()) {
        throw new IndexOutOfBoundsException("column " + i);
      }
      if (i == column) {
        return new Value(type, (int) offset, (int) length);
      }
      offset += length;
    }
    return new Value(0, 0, 0);
  }

  private static long length(long type) {
    if (type >= FIRST_BLOB) {
      return (type - FIRST_BLOB) / 2;
    }
    return switch ((int) type) {
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> 0;
    };
  }

  /** Seven bits a byte, the highest first; a ninth byte has eight. */
  static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      if (!bytes.hasRemaining()) {
        throw new IndexOutOfBoundsException("a number that has no end");
      }
      int next = bytes.get();
      if (i == 8) {
        return value << 8 | (next & 0xff);
      }
      value = value << 7 | (next & 0x7f);
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  static String ascii(ByteBuffer bytes, int offset, int length) {
    return StandardCharsets.US_ASCII.decode(bytes.slice(offset, length)).toString();
  }
}
