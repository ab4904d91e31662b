package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The packages of the Java platform that class files name in their constant pools: as classes, in
 * descriptors and signatures, and in strings that look like a class's name, for such a class may be
 * loaded by it.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html#jvms-4.4">The Java
 *     virtual machine specification, 4.4, the constant pool</a>
 */
final class ClassReferences {
  /** Of a longer class file the beginning says enough. */
  static final int MAX_CLASS_BYTES = 64 << 10;

  private static final int MAX_PACKAGES = 512;
  private static final int MAX_NAME_LENGTH = 128;
  private static final int MAGIC = 0xCAFEBABE;
  private static final List<String> PLATFORM =
      List.of(
          "java/",
          "javax/",
          "jdk/",
          "sun/",
          "com/sun/",
          "netscape/javascript/",
          "org/ietf/jgss/",
          "org/w3c/dom/",
          "org/xml/sax/");

  private final SortedSet<String> packages = new TreeSet<>();

  /** Reads a class file, or its beginning; what is none is passed over. */
  void read(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    if (in.remaining() < 10 || in.getInt() != MAGIC) {
      return;
    }
    int constants = in.getShort(8) & 0xffff;
    in.position(10);
    for (int i = 1; i < constants && in.remaining() > 2; i++) {
      int tag = in.get();
      int length = tag == 1 ? in.getShort() & 0xffff : lengthOf(tag);
      if (length < 0 || length > in.remaining()) {
        return;
      }
      if (tag == 1) {
        readText(content, in.position(), in.position() + length);
      } else if (tag == 5 || tag == 6) {
        i++; // these take two places
      }
      in.position(in.position() + length);
    }
  }

  /** Of a constant but a text, behind its tag; negative for what is none. */
  private static int lengthOf(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      default -> -1;
    };
  }

  private void readText(byte[] text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (at == from || text[at - 1] == 'L') {
        add(text, at, end, '/');
      }
    }
    add(text, from, end, '.');
  }

  private void add(byte[] text, int from, int end, char separator) {
    if (packages.size() < MAX_PACKAGES && startsWithPlatform(text, from, end, separator)) {
      int at = from;
      int last = from;
      while (at < end && isOfAName(text[at], separator) && at - from < MAX_NAME_LENGTH) {
        last = text[at] == separator ? at : last;
        at++;
      }
      packages.add(
          new String(text, from, last - from, StandardCharsets.US_ASCII).replace(separator, '.'));
    }
  }

  private static boolean startsWithPlatform(byte[] text, int from, int end, char separator) {
    for (String prefix : PLATFORM) {
      if (startsWith(text, from, end, prefix, separator)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] text, int from, int end, String prefix, char separator) {
    if (end - from <= prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char wanted = prefix.charAt(i) == '/' ? separator : prefix.charAt(i);
      if (text[from + i] != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfAName(byte b, char separator) {
    return b == separator
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '$';
  }

  /** With dots, such as {@code java.sql}. */
  SortedSet<String> packages() {
    return packages;
  }
}
