package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;

/** A fleet's result whose outcomes lie on disk. */
record SpooledFleetAudit(
    Tool tool,
    Run run,
    FleetTotals totals,
    List<BaseUse> bases,
    FleetSavings savings,
    Tariff tariff,
    OutcomeSpool spool,
    WorkDirectory work)
    implements FleetAudit {

  SpooledFleetAudit {
    bases = List.copyOf(bases);
  }

  @Override
  public Iterable<AuditOutcome> outcomes() {
    return spool.sorted();
  }

  @Override
  public Iterable<AuditOutcome> outcomes(BitSet numbers) {
    return spool.sorted(numbers);
  }

  @Override
  public void close() {
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      work.close();
    }
  }
}
