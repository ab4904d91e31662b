package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import java.time.Instant;
import java.util.List;

/** A fleet whose outcomes are made as they are asked for, so that a test may have any number. */
public record FakeFleet(Run run, FleetTotals totals, Iterable<AuditOutcome> outcomes)
    implements FleetAudit {
  public static final Run RUN =
      new Run(Instant.parse("2026-11-24T08:00:00Z"), Instant.parse("2026-11-24T08:12:30Z"));

  /** An audited image, a failed and a skipped one, each with texts that try to break a report. */
  public static FakeFleet hostile() {
    return new FakeFleet(
        RUN,
        new FleetTotals(3, 1, 1, 1, 1, 2, 330, 900, 330, 900, 120, 120, 40, 40),
        FakeOutcomes.all());
  }

  public static FakeFleet empty() {
    return new FakeFleet(RUN, new FleetTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of());
  }

  @Override
  public Tool tool() {
    return new Tool("image-audit", "0.1.0");
  }

  @Override
  public List<BaseUse> bases() {
    BaseSums sums = new BaseSums();
    for (AuditOutcome outcome : outcomes) {
      if (outcome instanceof ImageAudit image) {
        sums.add(image);
      }
    }
    return sums.uses();
  }

  @Override
  public FleetSavings savings() {
    SavingSums sums = new SavingSums();
    for (AuditOutcome outcome : outcomes) {
      if (outcome instanceof ImageAudit image) {
        sums.add(image);
      }
    }
    return sums.savings(Tariff.DEFAULT, () -> outcomes);
  }

  @Override
  public Tariff tariff() {
    return Tariff.DEFAULT;
  }

  @Override
  public void close() {}
}
