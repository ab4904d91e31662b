package dev.imageaudit.audit;

import dev.imageaudit.audit.FleetSavings.Order;
import dev.imageaudit.audit.FleetSavings.Step;
import dev.imageaudit.estimate.Tariff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts a fleet's images as they come, and works out what refactoring them saves. */
final class SavingSums {
  private static final int MAX_STEPS = 50;
  private static final int MOST_PERCENT = 80;

  private final Optional<GroupKey> groupBy;
  private final LayerTable layers = new LayerTable();
  private final List<CountedImage> images = new ArrayList<>();

  SavingSums() {
    this(Optional.empty());
  }

  /** Sums that are also told apart by {@code groupBy}. */
  SavingSums(Optional<GroupKey> groupBy) {
    this.groupBy = groupBy;
  }

  void add(ImageAudit image) {
    images.add(CountedImage.of(image, layers, groupBy));
  }

  /**
   * The fleet's saving.
   *
   * @param outcomes all of them, sorted; read only where a name has several platforms
   */
  FleetSavings savings(Tariff tariff, Supplier<Iterable<AuditOutcome>> outcomes) {
    List<CountedImage> sorted = images.stream().sorted(CountedImage.BY_NAME).toList();
    Refactors refactors = Refactors.of(sorted);
    List<RefactorOrder.Step> steps =
        RefactorOrder.of(layers, refactors.users(layers, sorted), refactors.count());
    Traffic traffic = new Traffic(tariff);
    SavingShares shares = new SavingShares(layers, sorted);
    FleetSavings.Month month =
        traffic.month(
            sorted, compressedBytes(), steps.stream().mapToLong(s -> s.savedBytes()).sum());
    PlatformDifferences differences =
        hasPlatforms(sorted) ? PlatformDifferences.of(outcomes.get()) : PlatformDifferences.none();
    return new FleetSavings(
        order(refactors, steps, traffic),
        shares.by(image -> image.labels().owner()),
        shares.by(image -> image.labels().group()),
        shares.by(CountedImage::base),
        groupBy.map(key -> grouped(key, shares.by(CountedImage::group))),
        traffic.time(sorted),
        month,
        differences.rows(),
        differences.omitted(),
        Traffic.assumptions(month));
  }

  private static FleetSavings.Grouped grouped(GroupKey key, FleetSavings.Shares shares) {
    return new FleetSavings.Grouped(key.code(), shares.rows(), shares.omitted());
  }

  private long compressedBytes() {
    long sum = 0;
    for (int layer = 0; layer < layers.layers(); layer++) {
      sum += layers.compressedBytes(layer);
    }
    return sum;
  }

  private static boolean hasPlatforms(List<CountedImage> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).reference().equals(sorted.get(i - 1).reference())) {
        return true;
      }
    }
    return false;
  }

  private static Order order(Refactors refactors, List<RefactorOrder.Step> steps, Traffic traffic) {
    long all = steps.stream().mapToLong(RefactorOrder.Step::savedBytes).sum();
    List<Step> first = new ArrayList<>();
    int most = 0;
    long sum = 0;
    for (RefactorOrder.Step step : steps) {
      most += isLess(sum, all) ? 1 : 0;
      sum += step.savedBytes();
      if (first.size() < MAX_STEPS) {
        first.add(step(refactors.members(step.refactor()), step.savedBytes(), sum, traffic));
      }
    }
    return new Order(
        refactors.count(), steps.size(), MOST_PERCENT, most, first, steps.size() - first.size());
  }

  private static boolean isLess(long sum, long all) {
    return sum < Math.ceil(all / 100.0 * MOST_PERCENT);
  }

  private static Step step(
      List<CountedImage> images, long savedBytes, long sumBytes, Traffic traffic) {
    Optional<String> owner =
        images.stream().flatMap(image -> image.labels().owner().stream()).findFirst();
    return new Step(
        images.get(0).reference(),
        owner,
        images.size(),
        savedBytes,
        sumBytes,
        images.stream().mapToLong(CountedImage::savedBytes).sum(),
        traffic.time(images));
  }
}
