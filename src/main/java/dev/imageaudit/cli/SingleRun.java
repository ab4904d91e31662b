package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.audit.FleetListReader;
import dev.imageaudit.audit.FleetRun;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.KnownBases;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** The audit of one image, for commands that tell of it. */
final class SingleRun {
  /** The options of {@code audit} that it heeds. */
  static final List<String> OPTIONS =
      List.of(
          "platform",
          "rules",
          "bases",
          "refresh-bases",
          "connections",
          "timeout",
          "ca",
          "insecure",
          "quiet",
          "verbose");

  private SingleRun() {}

  /** The options of {@code audit} that {@code names} has. */
  static Options ofAudit(List<String> names) {
    Options all = AuditOptions.options();
    Options some = new Options();
    names.forEach(name -> some.addOption(all.getOption(name)));
    return some;
  }

  /**
   * Audits {@code image}, and says on the way what failed.
   *
   * @param bases images that it may be built on
   * @return what became of it, for each of its platforms
   * @throws UsageException where an option's file cannot be used
   * @throws IOException where the run's own files cannot be written
   */
  static List<AuditOutcome> of(
      String image, List<String> bases, AuditOptions options, Terminal terminal)
      throws UsageException, IOException {
    FleetListReader reader = new FleetListReader(terminal.environment());
    reader.readArgument(image);
    bases.forEach(reader::readArgument);
    KnowledgeBase knowledge = Knowledge.with(options.rules());
    SecretScanner secrets = SecretScanner.load();
    try (Sources sources = Sources.open(options.access(), terminal.environment());
        FleetAudit fleet =
            new FleetRun(
                    sources.images(),
                    new ImageAuditor(
                        new Detector(knowledge),
                        secrets,
                        Bases.of(options, sources.images(), terminal)),
                    new FleetRun.Settings(
                        options.jobs(),
                        options.platforms(),
                        AuditRules.captureRules(knowledge, secrets),
                        KnownBases.NONE,
                        Main.tool()),
                    FleetEvents.NONE,
                    Clock.systemUTC())
                .run(reader.list().entries(), reader.list().failures())) {
      Complaints.print(fleet, terminal.err());
      List<AuditOutcome> outcomes = new ArrayList<>();
      for (AuditOutcome outcome : fleet.outcomes()) {
        if (outcome.reference().equals(image)) {
          outcomes.add(outcome);
        }
      }
      return outcomes;
    }
  }
}
