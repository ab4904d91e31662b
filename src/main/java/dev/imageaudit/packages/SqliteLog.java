package dev.imageaudit.packages;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An SQLite database's write-ahead log: what was committed and not yet written into the database,
 * for the process ended before.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">SQLite, the
 *     write-ahead log</a>
 */
final class SqliteLog {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int MAGIC = 0x377f0682;

  private SqliteLog() {}

  /** {@code database} with the transactions that {@code log} holds whole. */
  static byte[] applied(byte[] database, byte[] log) {
    ByteBuffer frames = ByteBuffer.wrap(log);
    if (log.length < HEADER_BYTES || database.length < 18 || (frames.getInt(0) & ~1) != MAGIC) {
      return database;
    }
    int pageBytes = frames.getInt(8);
    if (pageBytes != SqliteFile.pageBytes(ByteBuffer.wrap(database).getShort(16) & 0xffff)) {
      return database;
    }
    long salt = frames.getLong(16);
    byte[] result = database;
    Map<Integer, Integer> pages = new LinkedHashMap<>();
    int frame = HEADER_BYTES;
    for (; frame + FRAME_HEADER_BYTES + pageBytes <= log.length; frame += FRAME_HEADER_BYTES) {
      if (frames.getLong(frame + 8) != salt) {
        break; // what an earlier log has left
      }
      pages.put(frames.getInt(frame), frame + FRAME_HEADER_BYTES);
      if (frames.getInt(frame + 4) != 0) {
        result = committed(result, log, pages, pageBytes, database.length + (long) log.length);
        pages.clear();
      }
      frame += pageBytes;
    }
    return result;
  }

  /** A page that would make the database larger than both files are is none of its own. */
  private static byte[] committed(
      byte[] database, byte[] log, Map<Integer, Integer> pages, int pageBytes, long maxBytes) {
    byte[] result = database;
    for (Map.Entry<Integer, Integer> page : pages.entrySet()) {
      long start = (page.getKey() - 1L) * pageBytes;
      if (page.getKey() < 1 || start + pageBytes > maxBytes) {
        continue;
      }
      if (result == database || start + pageBytes > result.length) {
        result = Arrays.copyOf(result, (int) Math.max(result.length, start + pageBytes));
      }
      System.arraycopy(log, page.getValue(), result, (int) start, pageBytes);
    }
    return result;
  }
}
