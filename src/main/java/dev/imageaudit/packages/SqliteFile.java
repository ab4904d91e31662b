package dev.imageaudit.packages;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An SQLite database in memory, of which whole tables are read. It is an image's, so that nothing
 * in it is taken for granted: no page is read twice, and the rows are together no longer than the
 * file.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html">SQLite, database file format</a>
 */
final class SqliteFile {
  private static final int HEADER_BYTES = 100;
  private static final int INTERIOR_PAGE = 5;
  private static final int LEAF_PAGE = 13;

  /** SQLite's own limit. */
  private static final int MAX_DEPTH = 20;

  private static final String MAGIC = "SQLite format 3\0";
  private static final int SCHEMA_ROOT = 1;

  private final ByteBuffer file;
  private final int pageBytes;
  private final int usableBytes;
  private final BitSet visited = new BitSet();
  private long payloadLeft;

  /**
   * The database that {@code bytes} are.
   *
   * @throws DamagedDatabaseException where they are none
   */
  SqliteFile(byte[] bytes) throws DamagedDatabaseException {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    if (bytes.length < HEADER_BYTES || !SqliteRow.ascii(file, 0, MAGIC.length()).equals(MAGIC)) {
      throw new DamagedDatabaseException("no SQLite database");
    }
    this.pageBytes = pageBytes(file.getShort(16) & 0xffff);
    this.usableBytes = pageBytes - (file.get(20) & 0xff);
    if (pageBytes < 512 || usableBytes < 480) {
      throw new DamagedDatabaseException("an SQLite database with pages of " + pageBytes);
    }
  }

  /** 65,536 does not fit into the field. */
  static int pageBytes(int field) {
    return field == 1 ? 65_536 : field;
  }

  /**
   * Gives every row of {@code table} to {@code reader}; none where there is no such table.
   *
   * @throws DamagedDatabaseException where the table cannot be read to its end
   */
  void read(String table, Consumer<SqliteRow> reader) throws DamagedDatabaseException {
    try {
      Optional<Integer> root = root(table);
      if (root.isPresent()) {
        readTable(root.get(), reader);
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new DamagedDatabaseException("an SQLite database that points out of itself", e);
    }
  }

  private Optional<Integer> root(String table) throws DamagedDatabaseException {
    int[] root = new int[1];
    readTable(
        SCHEMA_ROOT,
        row -> {
          if (row.text(0).equals("table") && row.text(1).equals(table)) {
            root[0] = (int) row.integer(3);
          }
        });
    return root[0] == 0 ? Optional.empty() : Optional.of(root[0]);
  }

  private void readTable(int root, Consumer<SqliteRow> reader) throws DamagedDatabaseException {
    visited.clear();
    payloadLeft = file.limit();
    readPage(root, 0, reader);
  }

  private void readPage(int number, int depth, Consumer<SqliteRow> reader)
      throws DamagedDatabaseException {
    if (depth > MAX_DEPTH) {
      throw new DamagedDatabaseException("an SQLite database with too deep a tree");
    }
    int page = visit(number);
    int header = page + (number == 1 ? HEADER_BYTES : 0);
    int type = file.get(header);
    int cells = file.getShort(header + 3) & 0xffff;
    if (type == LEAF_PAGE) {
      for (int i = 0; i < cells; i++) {
        reader.accept(row(page + (file.getShort(header + 8 + 2 * i) & 0xffff)));
      }
    } else if (type == INTERIOR_PAGE) {
      for (int i = 0; i < cells; i++) {
        int cell = page + (file.getShort(header + 12 + 2 * i) & 0xffff);
        readPage(file.getInt(cell), depth + 1, reader);
      }
      readPage(file.getInt(header + 8), depth + 1, reader);
    } else {
      throw new DamagedDatabaseException("an SQLite table with a page of type " + type);
    }
  }

  /** Where page {@code number} begins, the first being 1. */
  private int visit(int number) throws DamagedDatabaseException {
    long start = (number - 1L) * pageBytes;
    if (number < 1 || start + pageBytes > file.limit() || visited.get(number)) {
      throw new DamagedDatabaseException("an SQLite table that leads to page " + number);
    }
    visited.set(number);
    return (int) start;
  }

  /** The row whose cell is at {@code at}: what does not fit into the page lies in a chain. */
  private SqliteRow row(int at) throws DamagedDatabaseException {
    ByteBuffer cell = file.slice(at, file.limit() - at);
    long payload = SqliteRow.varint(cell);
    SqliteRow.varint(cell); // the row's number
    if (payload < 0 || payload > payloadLeft) {
      throw new DamagedDatabaseException("an SQLite table with a row of " + payload + " bytes");
    }
    payloadLeft -= payload;
    int local = localBytes(payload);
    byte[] bytes = new byte[(int) payload];
    cell.get(bytes, 0, local);
    int done = local;
    int next = done < payload ? file.getInt(at + cell.position()) : 0;
    while (done < payload) {
      int page = visit(next);
      int part = (int) Math.min(payload - done, usableBytes - 4L);
      file.get(page + 4, bytes, done, part);
      done += part;
      next = file.getInt(page);
    }
    return new SqliteRow(ByteBuffer.wrap(bytes));
  }

  private int localBytes(long payload) {
    int most = usableBytes - 35;
    if (payload <= most) {
      return (int) payload;
    }
    int least = (usableBytes - 12) * 32 / 255 - 23;
    long fitting = least + (payload - least) % (usableBytes - 4);
    return (int) (fitting <= most ? fitting : least);
  }
}
