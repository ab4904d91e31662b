package dev.imageaudit.filesystem;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * What a static program's texts say of the files that its libraries look for, and of Go's whether
 * it starts others: all that it can name is in itself.
 */
record StaticTexts(boolean asksCertificates, boolean asksTimeZones, boolean startsPrograms) {
  /** Where libraries from elsewhere may ask for anything. */
  static final StaticTexts UNKNOWN = new StaticTexts(true, true, false);

  private static final int MAX_TEXTS_BYTES = 16 << 20;
  private static final int CERTIFICATES = 0;
  private static final int TIME_ZONES = 1;

  /** Every program of Go names the zones' directory; only this function takes any of them. */
  private static final int GO_TIME_ZONES = 2;

  private static final int GO_STARTS_PROGRAMS = 3;

  private static final TextSearch SOUGHT =
      new TextSearch(List.of("/etc/ssl/", "/zoneinfo", "time.LoadLocation", "os/exec.(*Cmd)"));

  /** Those of the file; unknown where not all of it is at hand. */
  static StaticTexts of(FileParts parts, long sizeBytes, boolean isGo) {
    ByteBuffer texts = parts.available(0, MAX_TEXTS_BYTES);
    if (texts.limit() < sizeBytes) {
      return UNKNOWN;
    }
    BitSet found = SOUGHT.foundIn(texts);
    return new StaticTexts(
        found.get(CERTIFICATES),
        found.get(isGo ? GO_TIME_ZONES : TIME_ZONES),
        isGo && found.get(GO_STARTS_PROGRAMS));
  }
}
