package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a static program's texts say of the files that its libraries look for: all that it can name
 * is in itself.
 */
record StaticTexts(boolean asksCertificates, boolean asksTimeZones) {
  /** Where libraries from elsewhere may ask for anything. */
  static final StaticTexts UNKNOWN = new StaticTexts(true, true);

  private static final int MAX_TEXTS_BYTES = 16 << 20;
  private static final byte[] CERTIFICATES = text("/etc/ssl/");
  private static final byte[] TIME_ZONES = text("/zoneinfo");

  /** Every program of Go names the zones' directory; only this function takes any of them. */
  private static final byte[] GO_TIME_ZONES = text("time.LoadLocation");

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Those of the file; unknown where not all of it is at hand. */
  static StaticTexts of(FileParts parts, long sizeBytes, boolean isGo) {
    ByteBuffer texts = parts.available(0, MAX_TEXTS_BYTES);
    return texts.limit() < sizeBytes
        ? UNKNOWN
        : new StaticTexts(
            ElfLoadingReader.contains(texts, CERTIFICATES),
            ElfLoadingReader.contains(texts, isGo ? GO_TIME_ZONES : TIME_ZONES));
  }
}
