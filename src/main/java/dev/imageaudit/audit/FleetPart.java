package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import java.util.BitSet;
import java.util.List;

/** Some of a fleet's images, as if there were no others; closing it does nothing. */
public record FleetPart(
    FleetAudit whole, BitSet numbers, FleetTotals totals, List<BaseUse> bases, FleetSavings savings)
    implements FleetAudit {

  public FleetPart {
    bases = List.copyOf(bases);
  }

  /** The outcomes of {@code whole} whose numbers in their order, from 0, are in {@code numbers}. */
  public static FleetPart of(FleetAudit whole, BitSet numbers) {
    FleetSums sums = new FleetSums();
    whole.outcomes(numbers).forEach(sums::add);
    return new FleetPart(
        whole,
        numbers,
        sums.totals(),
        sums.bases(),
        sums.savings(whole.tariff(), () -> whole.outcomes(numbers)));
  }

  @Override
  public Tool tool() {
    return whole.tool();
  }

  @Override
  public Run run() {
    return whole.run();
  }

  @Override
  public Tariff tariff() {
    return whole.tariff();
  }

  @Override
  public Iterable<AuditOutcome> outcomes() {
    return whole.outcomes(numbers);
  }

  @Override
  public void close() {}
}
