package dev.imageaudit.report;

import java.util.Locale;

/** Sizes in sentences, in decimal units as registries and disks use them. */
public final class ByteText {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private ByteText() {}

  /** {@code 4.5 GB}: two or three digits that count. */
  public static String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (Math.round(size) >= 1000) {
      size /= 1000;
      unit++;
    }
    String format = unit > 0 && Math.round(size * 10) < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, size, UNITS[unit]);
  }

  /** With its sign, such as {@code +4.5 GB}. */
  public static String change(long bytes) {
    return (bytes < 0 ? "-" : "+") + of(Math.abs(bytes));
  }

  /** {@code part} of {@code whole}, such as {@code 61 %}. */
  public static String percent(long part, long whole) {
    return whole == 0 ? "0 %" : Math.round(100.0 * part / whole) + " %";
  }
}
