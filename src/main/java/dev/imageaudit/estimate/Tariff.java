package dev.imageaudit.estimate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What bytes take and cost.
 *
 * @param bitsPerSecond of the network that images are pulled over
 * @param priceStorage of a gigabyte and month, in whatever currency; empty where none is given
 * @param priceTransfer of a gigabyte
 */
public record Tariff(
    long bitsPerSecond, Optional<BigDecimal> priceStorage, Optional<BigDecimal> priceTransfer) {
  public static final Tariff DEFAULT = new Tariff(100_000_000, Optional.empty(), Optional.empty());

  private static final Pattern BANDWIDTH =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)\\s*([kmg]?)bit(?:/s)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PRICE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
  private static final int GIGABYTE_DIGITS = 9;
  private static final double MILLIS_BITS = 8_000;

  /** Checks the bandwidth. */
  public Tariff {
    if (bitsPerSecond <= 0) {
      throw new IllegalArgumentException("takes a bandwidth above nothing");
    }
  }

  /**
   * Reads {@code 100Mbit}, {@code 1.5Gbit/s}.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static long bandwidth(String text) {
    Matcher matcher = BANDWIDTH.matcher(text.strip());
    if (matcher.matches()) {
      BigDecimal bits = new BigDecimal(matcher.group(1)).movePointRight(digits(matcher.group(2)));
      if (bits.compareTo(BigDecimal.ONE) >= 0) {
        return bits.longValue();
      }
    }
    throw new IllegalArgumentException("takes such as 100Mbit or 1.5Gbit, not " + text);
  }

  private static int digits(String prefix) {
    return prefix.isEmpty() ? 0 : 3 * (1 + "kmgKMG".indexOf(prefix) % 3);
  }

  /**
   * Reads {@code 0.023}.
   *
   * @throws IllegalArgumentException where it is no price
   */
  public static BigDecimal price(String text) {
    if (!PRICE.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("takes a price such as 0.023, not " + text);
    }
    return new BigDecimal(text.strip());
  }

  /** How long {@code bytes} travel. */
  public long millis(long bytes) {
    return Math.round(bytes * MILLIS_BITS / bitsPerSecond);
  }

  /** What {@code bytes} cost, to the hundredth. */
  public static BigDecimal cost(BigDecimal pricePerGigabyte, BigInteger bytes) {
    return new BigDecimal(bytes)
        .movePointLeft(GIGABYTE_DIGITS)
        .multiply(pricePerGigabyte)
        .setScale(2, RoundingMode.HALF_UP);
  }
}
