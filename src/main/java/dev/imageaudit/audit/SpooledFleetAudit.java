package dev.imageaudit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A fleet's result whose outcomes lie on disk. */
record SpooledFleetAudit(
    Tool tool, Run run, FleetTotals totals, OutcomeSpool spool, WorkDirectory work)
    implements FleetAudit {

  @Override
  public Iterable<AuditOutcome> outcomes() {
    return spool.sorted();
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
