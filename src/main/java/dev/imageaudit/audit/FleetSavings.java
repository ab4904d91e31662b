package dev.imageaudit.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What refactoring saves a fleet, in which order, whom, and what that means in time and money. All
 * of it is by what is expected of the projections that the verdicts recommend.
 *
 * @param grouped by what the user asked for; empty where he did not
 * @param platforms what one platform of a name ships and another does not
 * @param platformsOmitted how many more there are
 * @param assumptions what the figures rest on, as sentences
 */
public record FleetSavings(
    Order order,
    Shares byOwner,
    Shares byGroup,
    Shares byBase,
    Optional<Grouped> grouped,
    PullTime time,
    Month month,
    List<PlatformDifference> platforms,
    int platformsOmitted,
    List<String> assumptions) {
  public FleetSavings {
    platforms = List.copyOf(platforms);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * The best order.
   *
   * @param images that can be refactored: names, of whatever number of platforms, one digest once
   * @param refactors how many of them save something of what is stored
   * @param most how many of the first of them save {@code mostPercent} of it all
   * @param first at most fifty of them
   * @param omitted how many more there are
   */
  public record Order(
      int images, int refactors, int mostPercent, int most, List<Step> first, int omitted) {
    public Order {
      first = List.copyOf(first);
    }
  }

  /**
   * One refactor.
   *
   * @param images how many rows of the report it is about
   * @param savedCompressedBytes what goes with it: nothing, as long as other images need all that
   *     it sheds
   * @param sumCompressedBytes what is saved with it and those before it
   * @param imagesSavedCompressedBytes its images' own saving, as a pull of each has it
   */
  public record Step(
      String reference,
      Optional<String> owner,
      int images,
      long savedCompressedBytes,
      long sumCompressedBytes,
      long imagesSavedCompressedBytes,
      PullTime time) {}

  /**
   * The saving by something that images have in common, the largest first.
   *
   * @param rows at most fifty
   * @param omitted how many more there are
   */
  public record Shares(List<Share> rows, int omitted) {
    public Shares {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The same by what the user asked for.
   *
   * @param by what that is, such as {@code registry}
   */
  public record Grouped(String by, List<Share> rows, int omitted) {
    public Grouped {
      rows = List.copyOf(rows);
    }
  }

  /**
   * What refactoring these images, and no others, saves.
   *
   * @param name empty for those that have none
   * @param images audited ones; one for each platform
   * @param compressedBytes of their layers, each once
   * @param savedCompressedBytes of them, where no other image uses the layer
   * @param jointCompressedBytes what goes once the others that use the layers are refactored too
   * @param imagesCompressedBytes the plain sum over the images
   * @param imagesSavedCompressedBytes the plain sum of their own savings
   */
  public record Share(
      Optional<String> name,
      int images,
      int candidates,
      long compressedBytes,
      long savedCompressedBytes,
      long jointCompressedBytes,
      long imagesCompressedBytes,
      long imagesSavedCompressedBytes) {}

  /**
   * How long pulls take, each image pulled once, one after the other.
   *
   * @param firstMillis of the whole image
   * @param redeployMillis of the layers that its base did not bring
   */
  public record PullTime(
      long bitsPerSecond,
      long firstMillis,
      long firstAfterMillis,
      long redeployMillis,
      long redeployAfterMillis) {}

  /**
   * A month's traffic and storage, today and after all refactors.
   *
   * @param imagesWithoutPulls images of which the list says neither pulls nor instances
   * @param otherPullBytes what one pull of each of these transfers
   */
  public record Month(
      BigInteger pulls,
      int imagesWithoutPulls,
      BigInteger transferBytes,
      BigInteger transferAfterBytes,
      long otherPullBytes,
      long otherPullAfterBytes,
      long storageBytes,
      long storageAfterBytes,
      Optional<Cost> transferCost,
      Optional<Cost> storageCost) {}

  /** Money, in the currency that the price is in. */
  public record Cost(BigDecimal pricePerGigabyte, BigDecimal today, BigDecimal after) {}

  /**
   * A thing that nothing needs at run time, and that only some platforms of a name ship.
   *
   * @param bytes uncompressed, the most of any platform
   */
  public record PlatformDifference(
      String reference,
      String rule,
      String name,
      List<String> platforms,
      List<String> missingIn,
      long bytes) {
    public PlatformDifference {
      platforms = List.copyOf(platforms);
      missingIn = List.copyOf(missingIn);
    }
  }
}
