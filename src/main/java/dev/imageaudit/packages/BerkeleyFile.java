package dev.imageaudit.packages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * A hash database of Berkeley DB, such as the {@code Packages} of older rpm: a value that fits into
 * no page lies in a chain of overflow pages, and only such are headers.
 *
 * @see <a href="https://github.com/berkeleydb/libdb/blob/master/src/dbinc/db_page.h">Berkeley DB,
 *     dbinc/db_page.h</a>
 */
final class BerkeleyFile {
  private static final int MAGIC = 0x00061561;
  private static final int HASH_METADATA = 8;
  private static final int HASH_PAGE = 13;
  private static final int HASH_UNSORTED_PAGE = 2;
  private static final int OVERFLOW_PAGE = 7;
  private static final int OFF_PAGE_VALUE = 3;
  private static final int PAGE_HEADER_BYTES = 26;

  private final ByteBuffer file;
  private final int pageBytes;
  private final BitSet visited = new BitSet();

  private BerkeleyFile(byte[] bytes) throws DamagedDatabaseException {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (file.getInt(12) == Integer.reverseBytes(MAGIC)) {
      file.order(ByteOrder.BIG_ENDIAN);
    }
    boolean isEncrypted = file.get(24) != 0;
    if (file.getInt(12) != MAGIC || file.get(25) != HASH_METADATA || isEncrypted) {
      throw new DamagedDatabaseException("no plain hash database of Berkeley DB");
    }
    this.pageBytes = file.getInt(20);
    if (pageBytes < 512 || pageBytes > 65_536) {
      throw new DamagedDatabaseException("a Berkeley database with pages of " + pageBytes);
    }
  }

  /**
   * Gives every value of {@code bytes} that lies outside the hash pages to {@code reader}.
   *
   * @throws DamagedDatabaseException where they are no such database
   */
  static void read(byte[] bytes, Consumer<ByteBuffer> reader) throws DamagedDatabaseException {
    try {
      BerkeleyFile database = new BerkeleyFile(bytes);
      for (int page = 1; page < bytes.length / database.pageBytes; page++) {
        database.readPage(page * database.pageBytes, reader);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new DamagedDatabaseException("a Berkeley database that points out of itself", e);
    }
  }

  private void readPage(int page, Consumer<ByteBuffer> reader) throws DamagedDatabaseException {
    int type = file.get(page + 25);
    if (type != HASH_PAGE && type != HASH_UNSORTED_PAGE) {
      return;
    }
    int entries = file.getShort(page + 20) & 0xffff;
    // Keys and values take turns.
    for (int i = 1; i < entries; i += 2) {
      int value = page + (file.getShort(page + PAGE_HEADER_BYTES + 2 * i) & 0xffff);
      if (file.get(value) == OFF_PAGE_VALUE) {
        reader.accept(chained(file.getInt(value + 4), file.getInt(value + 8)));
      }
    }
  }

  /** No page belongs to two chains, so that the values together are no longer than the file. */
  private ByteBuffer chained(int first, int length) throws DamagedDatabaseException {
    if (length < 0 || length > file.limit()) {
      throw new DamagedDatabaseException("a Berkeley database with a value of " + length);
    }
    byte[] bytes = new byte[length];
    int done = 0;
    for (int next = first; done < length; ) {
      long page = (next & 0xffff_ffffL) * pageBytes;
      if (page + pageBytes > file.limit()
          || visited.get(next)
          || file.get((int) page + 25) != OVERFLOW_PAGE) {
        throw new DamagedDatabaseException("a Berkeley database whose value leads to " + next);
      }
      visited.set(next);
      int part = Math.min(length - done, pageBytes - PAGE_HEADER_BYTES);
      file.get((int) page + PAGE_HEADER_BYTES, bytes, done, part);
      done += part;
      next = file.getInt((int) page + 16);
    }
    return ByteBuffer.wrap(bytes);
  }
}
