package dev.imageaudit.estimate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refactor must save to be worth it: a share of the download, or bytes of it. Reaching
 * either is enough.
 *
 * @param share from 0 to 1; more than 1 where only bytes count
 * @param bytes compressed; the largest number where only the share counts
 */
public record MinimumSaving(double share, long bytes) {
  public static final MinimumSaving DEFAULT = new MinimumSaving(0.1, 10_000_000);

  private static final Pattern PART =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(%|[kmg]?b)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads {@code 10%}, {@code 10MB} or {@code 10%,10MB}.
   *
   * @throws IllegalArgumentException where it is none of them
   */
  public static MinimumSaving parse(String text) {
    double share = 2;
    long bytes = Long.MAX_VALUE;
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("takes such as 10%, 10MB or 10%,10MB, not " + text);
      }
      double number = Double.parseDouble(matcher.group(1));
      String unit = matcher.group(2).toLowerCase(Locale.ROOT);
      if (unit.equals("%")) {
        share = number / 100;
      } else {
        bytes = Math.round(number * factor(unit));
      }
    }
    return new MinimumSaving(share, bytes);
  }

  private static long factor(String unit) {
    return switch (unit.charAt(0)) {
      case 'k' -> 1_000;
      case 'm' -> 1_000_000;
      case 'g' -> 1_000_000_000;
      default -> 1;
    };
  }

  /** Whether saving {@code saved} of {@code today} bytes is worth it. */
  public boolean isReached(long saved, long today) {
    return saved > 0 && (saved >= bytes || saved >= share * today);
  }

  @Override
  public String toString() {
    String percent =
        String.format(Locale.ROOT, "%.1f", share * 100).replaceFirst("\\.0$", "") + " %";
    if (bytes == Long.MAX_VALUE) {
      return percent;
    }
    return share > 1 ? Megabytes.of(bytes) : percent + " and " + Megabytes.of(bytes);
  }
}
