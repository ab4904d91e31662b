package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The result of a run, to be read as often as there are reports; closing it frees what it keeps on
 * disk.
 */
public interface FleetAudit extends AutoCloseable {
  /** This program. */
  Tool tool();

  /** The one part that differs between two runs over the same fleet. */
  Run run();

  FleetTotals totals();

  /** The images that the fleet's are built on, those of the most images first. */
  List<BaseUse> bases();

  /** What refactoring the fleet saves, and in which order. */
  FleetSavings savings();

  /**
   * The outcomes, sorted by reference and platform, read one after the other as they are asked for.
   */
  Iterable<AuditOutcome> outcomes();

  /** What bytes take and cost. */
  Tariff tariff();

  /** Those of {@link #outcomes} whose numbers in their order, from 0, are in {@code numbers}. */
  default Iterable<AuditOutcome> outcomes(BitSet numbers) {
    List<AuditOutcome> some = new ArrayList<>();
    int number = 0;
    for (AuditOutcome outcome : outcomes()) {
      if (numbers.get(number++)) {
        some.add(outcome);
      }
    }
    return some;
  }

  @Override
  void close();

  /** Name and version of the program that made a report. */
  record Tool(String name, String version) {}

  /** When a run started and ended. */
  record Run(Instant started, Instant ended) {}
}
