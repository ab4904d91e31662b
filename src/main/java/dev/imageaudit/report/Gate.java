package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.report.GateResult.Breach;
import dev.imageaudit.report.GateResult.Expired;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds a fleet against a policy; the day that exceptions expire on is that of the run. */
public final class Gate {
  /** More breaches than anybody reads are counted only. */
  static final int MAX_BREACHES = 10_000;

  private final Policy policy;
  private final Optional<RecordedFleet> baseline;

  /**
   * A gate.
   *
   * @param baseline an earlier run: what it has already does not count
   */
  public Gate(Policy policy, Optional<RecordedFleet> baseline) {
    this.policy = policy;
    this.baseline = baseline;
  }

  /** Judges {@code fleet}; images that could not be audited break nothing. */
  public GateResult judge(FleetAudit fleet) {
    Judgement judgement = new Judgement(LocalDate.ofInstant(fleet.run().started(), ZoneOffset.UTC));
    for (AuditOutcome outcome : fleet.outcomes()) {
      judgement.add(RecordedImage.of(outcome));
    }
    return judgement.result();
  }

  private final class Judgement {
    private final LocalDate today;
    private final List<Breach> breaches = new ArrayList<>();
    private int judged;
    private int unjudged;
    private int omitted;
    private int waived;
    private int known;

    private Judgement(LocalDate today) {
      this.today = today;
    }

    void add(RecordedImage image) {
      if (!image.isAudited()) {
        unjudged++;
        return;
      }
      judged++;
      Optional<RecordedImage> before = baseline.flatMap(fleet -> fleet.before(image));
      for (Policy.Rule rule : policy.rules()) {
        if (rule.scope().holds(image)) {
          RuleCheck check = new RuleCheck(rule, image, before);
          known += check.known();
          check.fresh().forEach(breach -> add(image, breach));
        }
      }
    }

    private void add(RecordedImage image, Breach breach) {
      List<Policy.Waiver> waivers =
          policy.exceptions().stream().filter(w -> w.holds(image, breach.rule())).toList();
      if (waivers.stream().anyMatch(waiver -> !waiver.isExpired(today))) {
        waived++;
      } else if (breaches.size() < MAX_BREACHES) {
        breaches.add(breach.after(waivers.stream().findFirst().map(Expired::of)));
      } else {
        omitted++;
      }
    }

    GateResult result() {
      List<Expired> expired =
          policy.exceptions().stream()
              .filter(waiver -> waiver.isExpired(today))
              .map(Expired::of)
              .toList();
      return new GateResult(
          breaches.isEmpty(), judged, unjudged, breaches, omitted, waived, known, expired);
    }
  }
}
