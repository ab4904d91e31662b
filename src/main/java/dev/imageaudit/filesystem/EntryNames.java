package dev.imageaudit.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * What tar entries and their links are called. The archive's reader puts something else in the
 * place of what is no UTF-8; only where it may have done so are the headers looked at again.
 */
final class EntryNames {
  private EntryNames() {}

  /** The name of {@code entry}, whose blocks {@code stream} has read last. */
  static String name(TarArchiveEntry entry, TarStream stream) {
    String name = entry.getName();
    return isPlain(name) ? name : exact(name, stream.headers().names());
  }

  /** The same of what it links to. */
  static String linkName(TarArchiveEntry entry, TarStream stream) {
    String name = entry.getLinkName();
    return isPlain(name) ? name : exact(name, stream.headers().linkNames());
  }

  /** Whether it stands for its bytes: without what stands for others, and what escapes them. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '?' || c == '\uFFFD' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The text of that of {@code candidates} which the reader has made {@code read} of. */
  private static String exact(String read, List<byte[]> candidates) {
    String expected = comparable(read);
    for (byte[] candidate : candidates) {
      if (comparable(new String(candidate, StandardCharsets.UTF_8)).equals(expected)) {
        return FileNames.of(candidate);
      }
    }
    return FileNames.escaped(read);
  }

  private static String comparable(String name) {
    return name.replace('\uFFFD', '?').replaceAll("\\?+", "?").replaceAll("^/+|/+$", "");
  }
}
