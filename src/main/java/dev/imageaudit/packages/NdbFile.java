package dev.imageaudit.packages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * SUSE's rpm database, {@code Packages.db}: slots, each of which says where a package's header
 * lies.
 *
 * @see <a
 *     href="https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c">
 *     rpm, lib/backend/ndb/rpmpkg.c</a>
 */
final class NdbFile {
  private static final String MAGIC = "RpmP";
  private static final String SLOT_MAGIC = "Slot";
  private static final String BLOB_MAGIC = "BlbS";
  private static final int PAGE_BYTES = 4096;
  private static final int SLOT_BYTES = 16;
  private static final int BLOCK_BYTES = 16;
  private static final int BLOB_HEADER_BYTES = 16;
  private static final int MAX_SLOT_PAGES = 2048;

  /** The file's own header takes the place of the first two. */
  private static final int FIRST_SLOT = 2;

  private final ByteBuffer file;
  private long bytesLeft;

  private NdbFile(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.bytesLeft = bytes.length;
  }

  /**
   * Gives the header of every package to {@code reader}.
   *
   * @throws DamagedDatabaseException where {@code bytes} are no such database
   */
  static void read(byte[] bytes, Consumer<ByteBuffer> reader) throws DamagedDatabaseException {
    try {
      new NdbFile(bytes).readSlots(reader);
    } catch (IndexOutOfBoundsException e) {
      throw new DamagedDatabaseException("an ndb database that points out of itself", e);
    }
  }

  private void readSlots(Consumer<ByteBuffer> reader) throws DamagedDatabaseException {
    if (!SqliteRow.ascii(file, 0, 4).equals(MAGIC) || file.getInt(4) != 0) {
      throw new DamagedDatabaseException("no ndb database");
    }
    int slotPages = file.getInt(12);
    if (slotPages < 1 || slotPages > MAX_SLOT_PAGES) {
      throw new DamagedDatabaseException("an ndb database of " + slotPages + " slot pages");
    }
    for (int i = FIRST_SLOT; i < slotPages * PAGE_BYTES / SLOT_BYTES; i++) {
      readSlot(i * SLOT_BYTES, reader);
    }
  }

  private void readSlot(int slot, Consumer<ByteBuffer> reader) throws DamagedDatabaseException {
    if (!SqliteRow.ascii(file, slot, 4).equals(SLOT_MAGIC)) {
      throw new DamagedDatabaseException("an ndb database with a broken slot");
    }
    int packageIndex = file.getInt(slot + 4);
    if (packageIndex == 0) {
      return;
    }
    long blob = (file.getInt(slot + 8) & 0xffff_ffffL) * BLOCK_BYTES;
    if (blob > file.limit() - BLOB_HEADER_BYTES
        || !SqliteRow.ascii(file, (int) blob, 4).equals(BLOB_MAGIC)
        || file.getInt((int) blob + 4) != packageIndex) {
      throw new DamagedDatabaseException("an ndb database whose slots and packages differ");
    }
    int length = file.getInt((int) blob + 12);
    bytesLeft -= length;
    if (length < 0 || bytesLeft < 0) {
      throw new DamagedDatabaseException("an ndb database whose packages overlap");
    }
    reader.accept(file.slice((int) blob + BLOB_HEADER_BYTES, length));
  }
}
