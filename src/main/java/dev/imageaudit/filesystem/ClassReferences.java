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
  private static final int MAX_CLASS_BYTES = 64 << 10;

  private static final int MAX_PACKAGES = 512;
  private static final int MAX_NAME_LENGTH = 128;
  private static final int TEXT = 1;
  private static final int MAGIC = 0xCAFEBABE;
  private static final char[] SEPARATORS = {'/', '.'};
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

  private final byte[] content = new byte[MAX_CLASS_BYTES];
  private int length;

  /** A further class file follows. */
  void begin() {
    length = 0;
  }

  /** Takes a part of it; answers whether more is wanted. */
  boolean accept(byte[] bytes, int from, int end) {
    int count = Math.min(end - from, content.length - length);
    System.arraycopy(bytes, from, content, length, count);
    length += count;
    return length < content.length;
  }

  /** Reads the class file, or its beginning; what is none is passed over. */
  void end() {
    ByteBuffer in = ByteBuffer.wrap(content, 0, length);
    if (in.remaining() < 10 || in.getInt() != MAGIC) {
      return;
    }
    int constants = in.getShort(8) & 0xffff;
    in.position(10);
    for (int i = 1; i < constants && in.remaining() > 2; i++) {
      int tag = in.get();
      int bytes = tag == TEXT ? in.getShort() & 0xffff : lengthOf(tag);
      if (bytes < 0 || bytes > in.remaining()) {
        return;
      }
      if (tag == TEXT) {
        readText(in.position(), in.position() + bytes);
      } else if (tag == 5 || tag == 6) {
        i++; // these take two places
      }
      in.position(in.position() + bytes);
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

  private void readText(int from, int end) {
    for (char separator : SEPARATORS) {
      if (mayBegin(content, from, end) && startsWithPlatform(from, end, separator)) {
        add(from, end, separator);
      }
    }
    for (int at = from + 1; at < end; at++) {
      if (content[at - 1] == 'L'
          && mayBegin(content, at, end)
          && startsWithPlatform(at, end, '/')) {
        add(at, end, '/');
      }
    }
  }

  private static boolean mayBegin(byte[] text, int at, int end) {
    if (at >= end) {
      return false;
    }
    byte first = text[at];
    return first == 'j' || first == 'c' || first == 'o' || first == 's' || first == 'n';
  }

  private boolean startsWithPlatform(int from, int end, char separator) {
    for (String prefix : PLATFORM) {
      if (startsWith(from, end, prefix, separator)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith(int from, int end, String prefix, char separator) {
    if (end - from <= prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char wanted = prefix.charAt(i) == '/' ? separator : prefix.charAt(i);
      if (content[from + i] != wanted) {
        return false;
      }
    }
    return true;
  }

  private void add(int from, int end, char separator) {
    int last = from;
    for (int at = from;
        at < end && at - from < MAX_NAME_LENGTH && isOfAName(content[at], separator);
        at++) {
      last = content[at] == separator ? at : last;
    }
    if (packages.size() < MAX_PACKAGES) {
      packages.add(
          new String(content, from, last - from, StandardCharsets.US_ASCII)
              .replace(separator, '.'));
    }
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
