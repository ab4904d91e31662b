package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A jar that comes by once, of which the local headers are read. A jar that lies in it
 * uncompressed, as in Spring Boot's, comes by with it; a compressed one gets a stream of its own.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE's ZIP
 *     application note, local file header</a>
 */
final class JarStream {
  private static final byte[] SIGNATURE = {'P', 'K', 3, 4};
  private static final int HEADER_BYTES = 30;
  private static final int MAX_NAME_BYTES = 1024;
  private static final int FLAG_SIZES_FOLLOW = 8;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final long SIZE_ELSEWHERE = 0xffff_ffffL;
  private static final int MAX_DEPTH = 3;
  private static final String CLASS = ".class";

  /** An uncompressed jar that comes by, up to {@code end}. */
  private record Within(JarCapture.Description archive, long end) {}

  private final JarCapture jar;
  private final int depth;
  private final Deque<Within> within = new ArrayDeque<>();
  private final byte[] header = new byte[HEADER_BYTES + MAX_NAME_BYTES];
  private int headerLength;
  private long position;
  private long skippedTo;
  private Optional<JarMember> member = Optional.empty();

  JarStream(JarCapture jar, JarCapture.Description archive, int depth) {
    this.jar = jar;
    this.depth = depth;
    within.push(new Within(archive, Long.MAX_VALUE));
  }

  /** Reads {@code chunk} from {@code from} to {@code end}. */
  void accept(byte[] chunk, int from, int end) {
    int at = from;
    while (at < end) {
      int next;
      if (position < skippedTo) {
        next = at + (int) Math.min(end - at, skippedTo - position);
      } else if (member.isPresent()) {
        next = member.get().accept(chunk, at, end);
        if (member.get().isDone()) {
          end();
        }
      } else if (headerLength < SIGNATURE.length) {
        next = search(chunk, at, end);
      } else {
        next = fillHeader(chunk, at, end);
      }
      position += next - at;
      at = next;
      if (headerLength >= HEADER_BYTES && headerLength == wantedHeaderBytes()) {
        beginMember();
      }
    }
  }

  /** The member that comes by ends here, be it complete or not. */
  void end() {
    member.ifPresent(JarMember::close);
    member = Optional.empty();
  }

  private int search(byte[] chunk, int from, int end) {
    int at = from;
    while (at < end && headerLength < SIGNATURE.length) {
      if (headerLength == 0) {
        at = ByteSearch.next(chunk, at, end, 'P');
        headerLength = at < end ? 1 : 0;
        at += headerLength;
      } else if (chunk[at] == SIGNATURE[headerLength]) {
        headerLength++;
        at++;
      } else {
        headerLength = 0; // looked at once more, for it may be the first again
      }
    }
    return at;
  }

  private int fillHeader(byte[] chunk, int from, int end) {
    int count = Math.min(end - from, wantedHeaderBytes() - headerLength);
    System.arraycopy(chunk, from, header, headerLength, count);
    headerLength += count;
    return from + count;
  }

  private int wantedHeaderBytes() {
    return headerLength < HEADER_BYTES
        ? HEADER_BYTES
        : HEADER_BYTES + Math.min(MAX_NAME_BYTES, fields().getShort(26) & 0xffff);
  }

  private ByteBuffer fields() {
    return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void beginMember() {
    ByteBuffer fields = fields();
    int nameBytes = fields.getShort(26) & 0xffff;
    String name =
        new String(header, HEADER_BYTES, headerLength - HEADER_BYTES, StandardCharsets.UTF_8);
    boolean sizesFollow = (fields.getShort(6) & FLAG_SIZES_FOLLOW) != 0;
    long size = fields.getInt(18) & 0xffff_ffffL;
    boolean isSizeKnown = !sizesFollow && size != SIZE_ELSEWHERE;
    int method = fields.getShort(8);
    long content =
        position + (fields.getShort(28) & 0xffff) + Math.max(0, nameBytes - MAX_NAME_BYTES);
    headerLength = 0;
    while (content >= within.element().end) {
      within.pop();
    }
    skippedTo = content;
    if (method == STORED && !isSizeKnown) {
      return; // what comes by tells
    }
    begin(name, method, content, isSizeKnown ? size : Long.MAX_VALUE);
  }

  private void begin(String name, int method, long content, long size) {
    JarCapture.Description archive = within.element().archive;
    if (JarCapture.isJar(name)) {
      Optional<JarCapture.Description> nested =
          depth + within.size() <= MAX_DEPTH ? jar.describe(archive.child(name)) : Optional.empty();
      if (nested.isPresent() && method == STORED) {
        within.push(new Within(nested.get(), content + size));
        return;
      }
      if (nested.isPresent() && method == DEFLATED) {
        JarStream stream = new JarStream(jar, nested.get(), depth + 1);
        member = Optional.of(JarMember.jar(jar, stream, size));
        return;
      }
    } else if (name.equals("META-INF/MANIFEST.MF")) {
      member = Optional.of(JarMember.text(jar, method == DEFLATED, size, archive::manifest));
      return;
    } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
      member = Optional.of(JarMember.text(jar, method == DEFLATED, size, archive::pomProperties));
      return;
    } else if (jar.readsClasses()
        && name.endsWith(CLASS)
        && (method == STORED || method == DEFLATED)) {
      member = Optional.of(JarMember.ofClass(jar, method == DEFLATED, size));
      return;
    }
    skippedTo = size == Long.MAX_VALUE ? content : content + size;
  }
}
