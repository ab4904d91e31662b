package dev.imageaudit.estimate;

import java.util.Locale;

/** Bytes, in sentences. */
final class Megabytes {
  private Megabytes() {}

  /** {@code 12.3 MB}: decimal, as registries count. */
  static String of(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, bytes < 100_000_000 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
  }
}
