package dev.imageaudit.filesystem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The blocks before an entry's content, as they lie in a tar stream: extended headers, the header,
 * and what belongs to that. Only what is changed on purpose differs from what was read.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, pax
 *     interchange format</a>
 */
public final class TarHeaders {
  private static final int BLOCK_BYTES = TarConstants.DEFAULT_RCDSIZE;
  private static final Field NAME = new Field(0, TarConstants.NAMELEN);
  private static final Field SIZE = new Field(124, TarConstants.SIZELEN);
  private static final Field CHECKSUM = new Field(148, TarConstants.CHKSUMLEN);
  private static final Field LINK_NAME = new Field(157, TarConstants.NAMELEN);
  private static final Field PREFIX = new Field(345, TarConstants.PREFIXLEN);
  private static final int TYPE_OFFSET = 156;
  private static final Set<String> OF_CONTENT = Set.of("size", "SCHILY.realsize");

  private final PaxRecords records;
  private final List<byte[]> longNames;
  private final byte[] header;
  private final byte[] rest;

  private record Field(int offset, int length) {
    void put(byte[] block, byte[] value) {
      Arrays.fill(block, offset, offset + length, (byte) 0);
      System.arraycopy(value, 0, block, offset, Math.min(value.length, length));
    }

    /** What a zero ends, or the field. */
    byte[] text(byte[] block) {
      int end = offset;
      while (end < offset + length && block[end] != 0) {
        end++;
      }
      return Arrays.copyOfRange(block, offset, end);
    }
  }

  private TarHeaders(PaxRecords records, List<byte[]> longNames, byte[] header, byte[] rest) {
    this.records = records;
    this.longNames = longNames;
    this.header = header;
    this.rest = rest;
  }

  /**
   * Takes apart what a reader of tar streams has accepted; global headers are left out.
   *
   * @throws IllegalArgumentException where {@code blocks} has no header
   */
  public static TarHeaders of(byte[] blocks) {
    PaxRecords records = PaxRecords.NONE;
    List<byte[]> longNames = new ArrayList<>();
    int at = 0;
    while (at + BLOCK_BYTES <= blocks.length) {
      byte type = blocks[at + TYPE_OFFSET];
      boolean isPax = type == TarConstants.LF_PAX_EXTENDED_HEADER_LC || type == 'X';
      boolean isLong =
          type == TarConstants.LF_GNUTYPE_LONGNAME || type == TarConstants.LF_GNUTYPE_LONGLINK;
      if (!isPax && !isLong && type != TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER) {
        return new TarHeaders(
            records,
            longNames,
            Arrays.copyOfRange(blocks, at, at + BLOCK_BYTES),
            Arrays.copyOfRange(blocks, at + BLOCK_BYTES, blocks.length));
      }
      int end = at + BLOCK_BYTES + contentBytes(blocks, at);
      if (isPax) {
        records =
            records.and(
                PaxRecords.of(Arrays.copyOfRange(blocks, at, Math.min(end, blocks.length))));
      } else if (isLong) {
        longNames.add(Arrays.copyOfRange(blocks, at, Math.min(end, blocks.length)));
      }
      at = end;
    }
    throw new IllegalArgumentException("an entry without a header");
  }

  /** The padded length of an extended header's content. */
  private static int contentBytes(byte[] blocks, int at) {
    long size = TarUtils.parseOctalOrBinary(blocks, at + SIZE.offset, SIZE.length);
    if (size < 0 || size > blocks.length) {
      throw new IllegalArgumentException("an extended header of " + size + " bytes");
    }
    return (int) (size + (-size & (BLOCK_BYTES - 1)));
  }

  /** What may be the entry's name, as its headers say it; the first that is there is. */
  List<byte[]> names() {
    List<byte[]> names = new ArrayList<>();
    records.value("GNU.sparse.name").ifPresent(names::add);
    records.value("path").ifPresent(names::add);
    names.addAll(longNames(TarConstants.LF_GNUTYPE_LONGNAME));
    byte[] name = NAME.text(header);
    byte[] prefix = PREFIX.text(header);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(prefix);
    whole.write('/');
    whole.writeBytes(name);
    names.add(whole.toByteArray());
    names.add(name);
    return names;
  }

  /** The same of what it links to. */
  List<byte[]> linkNames() {
    List<byte[]> names = new ArrayList<>();
    records.value("linkpath").ifPresent(names::add);
    names.addAll(longNames(TarConstants.LF_GNUTYPE_LONGLINK));
    names.add(LINK_NAME.text(header));
    return names;
  }

  private List<byte[]> longNames(byte type) {
    return longNames.stream()
        .filter(blocks -> blocks[TYPE_OFFSET] == type)
        .map(blocks -> new Field(BLOCK_BYTES, blocks.length - BLOCK_BYTES).text(blocks))
        .toList();
  }

  /** The same under the name of {@code path}, which is absolute. */
  public TarHeaders named(String path) {
    boolean isDirectory = header[TYPE_OFFSET] == TarConstants.LF_DIR;
    byte[] block = header.clone();
    byte[] name = FileNames.bytes(path.substring(1) + (isDirectory ? "/" : ""));
    NAME.put(block, name);
    if (Arrays.equals(block, 257, 263, utf8("ustar\0"), 0, 6)) {
      PREFIX.put(block, new byte[0]);
    }
    return with(
        records.with("path", name, name.length > NAME.length),
        TarConstants.LF_GNUTYPE_LONGNAME,
        block,
        rest);
  }

  /** A hard link to {@code path}, which is absolute, with all else the same. */
  public TarHeaders linkedTo(String path) {
    byte[] block = header.clone();
    byte[] target = FileNames.bytes(path.substring(1));
    LINK_NAME.put(block, target);
    SIZE.put(block, utf8("00000000000"));
    block[TYPE_OFFSET] = TarConstants.LF_LINK;
    PaxRecords kept =
        records.without(key -> OF_CONTENT.contains(key) || key.startsWith("GNU.sparse."));
    return with(
        kept.with("linkpath", target, target.length > LINK_NAME.length),
        TarConstants.LF_GNUTYPE_LONGLINK,
        block,
        new byte[0]);
  }

  private TarHeaders with(PaxRecords changed, byte longType, byte[] block, byte[] extension) {
    Arrays.fill(block, CHECKSUM.offset, CHECKSUM.offset + CHECKSUM.length, (byte) ' ');
    CHECKSUM.put(block, utf8("%06o\0 ".formatted(TarUtils.computeCheckSum(block))));
    return new TarHeaders(
        changed,
        longNames.stream().filter(name -> name[TYPE_OFFSET] != longType).toList(),
        block,
        extension);
  }

  /** How many bytes of content follow the blocks, padding left out. */
  long contentBytes() {
    return TarUtils.parseOctalOrBinary(header, SIZE.offset, SIZE.length);
  }

  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(records.toBytes());
    longNames.forEach(out::writeBytes);
    out.writeBytes(header);
    out.writeBytes(rest);
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
