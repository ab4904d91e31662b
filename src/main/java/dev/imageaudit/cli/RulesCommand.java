package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.audit.FleetRun;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.KnownBases;
import dev.imageaudit.audit.Labels;
import dev.imageaudit.audit.Target;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.local.OciLayoutImageSource;
import dev.imageaudit.report.ByteText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Lists, shows and tries rules. */
final class RulesCommand implements Command {
  @Override
  public String name() {
    return "rules";
  }

  @Override
  public String summary() {
    return "lists, shows and tries the rules by which things are found";
  }

  @Override
  public String arguments() {
    return "list | show NAME | test FILE OCI-LAYOUT";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public String notes() {
    return """
    list                   every rule: name, kind, ecosystem, what it finds
    show NAME              a rule as it is written
    test FILE OCI-LAYOUT   what the rules of FILE find in an image

    Exit codes: 0 done, 1 the rules of FILE find nothing, 2 it could not be done.\
    """;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    List<String> arguments = line.getArgList();
    String what = arguments.isEmpty() ? "" : arguments.get(0);
    if (what.equals("list") && arguments.size() == 1) {
      return list(terminal.out());
    }
    if (what.equals("show") && arguments.size() == 2) {
      return show(arguments.get(1), terminal.out());
    }
    if (what.equals("test") && arguments.size() == 3) {
      return test(arguments.get(1), arguments.get(2), terminal);
    }
    throw new UsageException("rules takes: " + arguments());
  }

  private static ExitCode list(PrintStream out) {
    for (RuleSummary rule : KnowledgeBase.load().summaries()) {
      out.printf(
          "%-28s %-16s %-12s %s%n", rule.id(), rule.kind().code(), rule.ecosystem(), rule.name());
    }
    return ExitCode.COMPLETE;
  }

  private static ExitCode show(String id, PrintStream out) throws UsageException {
    String written =
        KnowledgeBase.written(id)
            .orElseThrow(() -> new UsageException("there is no rule " + Terminal.printable(id)));
    out.println(written);
    return ExitCode.COMPLETE;
  }

  private static ExitCode test(String file, String layout, Terminal terminal)
      throws UsageException, IOException {
    KnowledgeBase knowledge = Knowledge.with(List.of(file));
    SecretScanner secrets = SecretScanner.load();
    String name = layout.startsWith("oci:") ? layout : "oci:" + layout;
    try (OciLayoutImageSource images = new OciLayoutImageSource();
        FleetAudit fleet =
            new FleetRun(
                    images,
                    new ImageAuditor(new Detector(knowledge), secrets, BaseImages.bundled()),
                    new FleetRun.Settings(
                        Runtime.getRuntime().availableProcessors(),
                        PlatformSelector.parse("all"),
                        AuditRules.captureRules(knowledge, secrets),
                        KnownBases.NONE,
                        Main.tool()),
                    FleetEvents.NONE,
                    Clock.systemUTC())
                .run(List.of(new Target(name, name, Labels.NONE)), List.of())) {
      boolean isFound = false;
      for (AuditOutcome outcome : fleet.outcomes()) {
        if (!(outcome instanceof ImageAudit image)) {
          throw new UsageException(Complaints.reason(outcome));
        }
        isFound |= print(image, knowledge, terminal.out());
      }
      return isFound ? ExitCode.COMPLETE : ExitCode.IMAGES_FAILED;
    }
  }

  private static boolean print(ImageAudit image, KnowledgeBase knowledge, PrintStream out) {
    List<ImageAudit.Finding> found =
        image.findings().stream().filter(finding -> knowledge.isOwn(finding.rule())).toList();
    for (ImageAudit.Finding finding : found) {
      out.println(
          Terminal.printable(
              "%s: %s %s, %s in %d files at %s, shown by %s"
                  .formatted(
                      finding.rule(),
                      finding.name(),
                      finding.version().orElse("(no version)"),
                      ByteText.of(finding.bytes()),
                      finding.paths().count(),
                      String.join(", ", finding.paths().roots()),
                      String.join(", ", finding.evidence()))));
    }
    return !found.isEmpty();
  }
}
