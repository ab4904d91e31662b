package dev.imageaudit.audit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a fleet list's file. */
final class ListText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ListText() {}

  /** UTF-8, or UTF-16 where the byte order mark says so, as PowerShell's redirection writes it. */
  static String decode(byte[] content) {
    String text = new String(content, charset(content));
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static Charset charset(byte[] content) {
    if (content.length >= 2) {
      int mark = (content[0] & 0xff) << 8 | (content[1] & 0xff);
      if (mark == 0xfffe) {
        return StandardCharsets.UTF_16LE;
      }
      if (mark == 0xfeff) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
