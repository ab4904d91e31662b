package dev.imageaudit.filesystem;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files, which are bytes, as texts. What is no UTF-8 is written out, as in {@code
 * caf\xe9}; a backslash that could be taken for the beginning of that is {@code \x5c}. Two names
 * have the same text only if they are the same bytes.
 */
public final class FileNames {
  private static final Pattern WRITTEN_OUT = Pattern.compile("\\\\x(5c|[89a-f][0-9a-f])");

  private FileNames() {}

  /** The text of {@code name}; several names, with what separates them, are read as one. */
  public static String of(byte[] name) {
    return isPlain(name)
        ? new String(name, StandardCharsets.ISO_8859_1)
        : decoded(ByteBuffer.wrap(name));
  }

  /** A quick look: nearly every name is ASCII. */
  private static boolean isPlain(byte[] name) {
    for (byte b : name) {
      if (b < 0 || b == '\\') {
        return false;
      }
    }
    return true;
  }

  private static String decoded(ByteBuffer bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    CharBuffer run = CharBuffer.allocate(bytes.remaining());
    StringBuilder text = new StringBuilder(bytes.remaining());
    CoderResult result = utf8.decode(bytes, run, true);
    while (result.isError()) {
      text.append(escaped(run.flip().toString()));
      run.clear();
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x%02x".formatted(bytes.get() & 0xff));
      }
      result = utf8.reset().decode(bytes, run, true);
    }
    return text.append(escaped(run.flip().toString())).toString();
  }

  /** {@code text}, which is no name's yet, with its backslashes written out where it is needed. */
  static String escaped(String text) {
    return text.indexOf('\\') < 0 ? text : WRITTEN_OUT.matcher(text).replaceAll("\\\\x5cx$1");
  }

  /** The bytes of the name that {@link #of} has written as {@code text}. */
  public static byte[] bytes(String text) {
    if (text.indexOf('\\') < 0) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher matcher = WRITTEN_OUT.matcher(text);
    int end = 0;
    while (matcher.find()) {
      bytes.writeBytes(text.substring(end, matcher.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(matcher.group(1), 16));
      end = matcher.end();
    }
    bytes.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
