package dev.imageaudit.audit;

import java.time.Instant;
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

  @Override
  void close();

  /** Name and version of the program that made a report. */
  record Tool(String name, String version) {}

  /** When a run started and ended. */
  record Run(Instant started, Instant ended) {}
}
