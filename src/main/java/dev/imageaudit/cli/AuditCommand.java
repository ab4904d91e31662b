package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetExpansion;
import dev.imageaudit.audit.FleetList;
import dev.imageaudit.audit.FleetListReader;
import dev.imageaudit.audit.FleetRun;
import dev.imageaudit.audit.GroupKey;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.OwnerMap;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.report.DockerfileFiles;
import dev.imageaudit.report.Gate;
import dev.imageaudit.report.GateResult;
import dev.imageaudit.report.RunHistory;
import dev.imageaudit.report.WorkbookNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Audits a fleet and writes the reports. */
final class AuditCommand implements Command {
  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String summary() {
    return "audits images and writes reports";
  }

  @Override
  public String arguments() {
    return "[IMAGE...]";
  }

  @Override
  public Options options() {
    Options options = AuditOptions.options();
    GateOptions.options().getOptions().forEach(options::addOption);
    return options.addOption(Trend.option());
  }

  @Override
  public String notes() {
    return """
    Images are named as skopeo names them:
      registry.example.com/shop/api:1.4   in a registry (or docker://...)
      registry.example.com/shop/*         every repository and tag that matches
      registry.example.com/shop/api:1.*   every tag that matches
      oci:DIR[:REF]                       in an OCI layout
      oci-archive:FILE[:REF]              in an archive of an OCI layout
      docker-archive:FILE[:REF]           in an archive of docker save
      docker-daemon:REF                   in the Docker daemon

    Exit codes: 0 all images audited, 1 some failed (the reports say which and why),
    2 the run could not be done, 3 images break the policy (which goes before 1).\
    """;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    AuditOptions options = AuditOptions.of(line);
    Logging.configure(options.verbosity());
    Optional<Gate> gate = GateOptions.gate(line);
    Optional<RunHistory> history = Trend.history(line);
    FleetList asked = list(options, terminal);
    OwnerMap owners = WorkbookOptions.owners(line);
    KnowledgeBase knowledge = Knowledge.with(options.rules());
    SecretScanner secrets = SecretScanner.load();
    WorkbookNotes notes = WorkbookOptions.notes(line, history, secrets);
    try (Reports reports = Reports.open(options, rules(knowledge, secrets), notes, terminal);
        Sources sources = Sources.open(options.access(), terminal.environment());
        FleetAudit fleet =
            audit(
                asked,
                owners,
                options,
                notes.groupBy(),
                knowledge,
                secrets,
                sources,
                reports,
                terminal)) {
      Optional<GateResult> judged = gate.map(g -> g.judge(fleet));
      List<Path> written = reports.write(fleet, judged);
      if (options.dockerfiles().isPresent()) {
        DockerfileFiles.in(options.dockerfiles().get()).write(fleet, options.cacheMounts());
      }
      Optional<String> trend = Trend.record(history, fleet);
      Complaints.print(fleet, terminal.err());
      judged.ifPresent(result -> GateText.printBreaches(result, terminal.err()));
      if (options.verbosity() != AuditOptions.Verbosity.QUIET && !options.isToStandardOutput()) {
        new RunSummary(terminal).print(fleet, judged, trend, written);
      }
      if (!judged.map(GateResult::passed).orElse(true)) {
        return ExitCode.POLICY_BROKEN;
      }
      return fleet.totals().failed() == 0 ? ExitCode.COMPLETE : ExitCode.IMAGES_FAILED;
    }
  }

  private static List<RuleSummary> rules(KnowledgeBase knowledge, SecretScanner secrets) {
    return Stream.of(knowledge.summaries(), secrets.summaries()).flatMap(List::stream).toList();
  }

  private static FleetList list(AuditOptions options, Terminal terminal) throws UsageException {
    FleetListReader reader = new FleetListReader(terminal.environment());
    for (String list : options.lists()) {
      try {
        byte[] content =
            list.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(list));
        reader.readList(list.equals("-") ? "standard input" : list, content);
      } catch (IOException | IllegalArgumentException e) {
        throw new UsageException("the list " + list + " cannot be read: " + reason(e), e);
      }
    }
    options.references().forEach(reader::readArgument);
    return reader.list();
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : String.valueOf(e.getMessage());
  }

  private static FleetAudit audit(
      FleetList asked,
      OwnerMap owners,
      AuditOptions options,
      Optional<GroupKey> groupBy,
      KnowledgeBase knowledge,
      SecretScanner secrets,
      Sources sources,
      Reports reports,
      Terminal terminal)
      throws IOException, UsageException {
    FleetList expanded =
        new FleetExpansion(
                sources.catalogue(),
                sources.images(),
                new FleetExpansion.Settings(
                    options.latest(), options.exclude(), options.platforms()))
            .expand(asked);
    FleetList list = owners.applyTo(expanded);
    BaseImages bases = Bases.of(options, sources.images(), terminal);
    FleetRun.Settings settings =
        new FleetRun.Settings(
            options.jobs(),
            options.platforms(),
            AuditRules.captureRules(knowledge, secrets),
            options.knownBases(),
            Main.tool(),
            options.tariff(),
            groupBy);
    try (Progress progress = Progress.of(options.verbosity(), terminal)) {
      return new FleetRun(
              sources.images(),
              new ImageAuditor(new Detector(knowledge), secrets, bases, options.minimumSaving()),
              settings,
              progress.and(reports.events()),
              Clock.systemUTC())
          .run(list.entries(), list.failures());
    }
  }
}
