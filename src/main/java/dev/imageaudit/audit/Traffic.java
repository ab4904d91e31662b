package dev.imageaudit.audit;

import dev.imageaudit.audit.FleetSavings.Cost;
import dev.imageaudit.audit.FleetSavings.Month;
import dev.imageaudit.audit.FleetSavings.PullTime;
import dev.imageaudit.estimate.Tariff;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What images' bytes mean in time and money. */
final class Traffic {
  private final Tariff tariff;

  Traffic(Tariff tariff) {
    this.tariff = tariff;
  }

  /** Of {@code images}, each pulled once. */
  PullTime time(Collection<CountedImage> images) {
    long whole = 0;
    long saved = 0;
    long application = 0;
    long applicationSaved = 0;
    for (CountedImage image : images) {
      whole += image.compressedBytes();
      saved += image.savedBytes();
      application += image.applicationBytes();
      applicationSaved += image.applicationSavedBytes();
    }
    return new PullTime(
        tariff.bitsPerSecond(),
        tariff.millis(whole),
        tariff.millis(whole - saved),
        tariff.millis(application),
        tariff.millis(application - applicationSaved));
  }

  /**
   * A month of {@code images}.
   *
   * @param storageBytes what the registry stores of them
   * @param savedBytes what it stores no more after the refactors
   */
  Month month(Collection<CountedImage> images, long storageBytes, long savedBytes) {
    Map<String, List<CountedImage>> byName = new HashMap<>();
    images.forEach(i -> byName.computeIfAbsent(i.reference(), key -> new ArrayList<>()).add(i));
    BigInteger pulls = BigInteger.ZERO;
    BigInteger transfer = BigInteger.ZERO;
    BigInteger after = BigInteger.ZERO;
    int without = 0;
    long other = 0;
    long otherAfter = 0;
    for (List<CountedImage> platforms : byName.values()) {
      long bytes = platforms.stream().mapToLong(CountedImage::compressedBytes).sum();
      long saved = platforms.stream().mapToLong(CountedImage::savedBytes).sum();
      Optional<Long> listed = platforms.get(0).pulls();
      if (listed.isEmpty()) {
        without += platforms.size();
        other += bytes / platforms.size();
        otherAfter += (bytes - saved) / platforms.size();
        continue;
      }
      BigInteger times = BigInteger.valueOf(listed.get());
      BigInteger parts = BigInteger.valueOf(platforms.size());
      pulls = pulls.add(times);
      transfer = transfer.add(BigInteger.valueOf(bytes).multiply(times).divide(parts));
      after = after.add(BigInteger.valueOf(bytes - saved).multiply(times).divide(parts));
    }
    return new Month(
        pulls,
        without,
        transfer,
        after,
        other,
        otherAfter,
        storageBytes,
        storageBytes - savedBytes,
        cost(tariff.priceTransfer(), transfer, after),
        cost(
            tariff.priceStorage(),
            BigInteger.valueOf(storageBytes),
            BigInteger.valueOf(storageBytes - savedBytes)));
  }

  private static Optional<Cost> cost(
      Optional<BigDecimal> price, BigInteger today, BigInteger after) {
    return price.map(p -> new Cost(p, Tariff.cost(p, today), Tariff.cost(p, after)));
  }

  /** What the figures rest on. */
  static List<String> assumptions(Month month) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A layer's bytes are saved once, and only when every audited image that uses it is"
            + " refactored; images that are not in the list, or could not be audited, may still"
            + " need it.");
    sentences.add(
        "The platforms of a name are refactored together, and so are the names of one digest.");
    sentences.add("Savings are those that the recommended projections are expected to bring.");
    sentences.add(
        "Pull times are those of the compressed bytes alone, one image after the other: no"
            + " latency, no unpacking, nothing cached before a first pull.");
    sentences.add(
        "A redeploy pulls the layers that the base did not bring; after the refactor, what is left"
            + " of them.");
    sentences.add(
        "Each pull transfers the whole image. A month has the pulls that the list says, else one"
            + " for each instance; a name's pulls are shared evenly by its platforms.");
    if (month.imagesWithoutPulls() > 0) {
      sentences.add(
          "The list says neither pulls nor instances of "
              + month.imagesWithoutPulls()
              + " audited images: they count no pull.");
    }
    sentences.add(
        "Storage is each different layer of the audited images once; a gigabyte is 1,000,000,000"
            + " bytes.");
    if (month.transferCost().isPresent() || month.storageCost().isPresent()) {
      sentences.add(
          "Money is gigabytes times the price given: no tiers, no fees for requests, nothing free.");
    }
    return sentences;
  }
}
