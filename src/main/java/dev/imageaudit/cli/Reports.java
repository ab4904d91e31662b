package dev.imageaudit.cli;

import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.report.CsvReport;
import dev.imageaudit.report.CycloneDxReport;
import dev.imageaudit.report.GateResult;
import dev.imageaudit.report.JsonLinesReport;
import dev.imageaudit.report.JsonReport;
import dev.imageaudit.report.JunitReport;
import dev.imageaudit.report.MarkdownReport;
import dev.imageaudit.report.OpenMetricsReport;
import dev.imageaudit.report.PageReport;
import dev.imageaudit.report.Report;
import dev.imageaudit.report.ReportFiles;
import dev.imageaudit.report.ReportFormat;
import dev.imageaudit.report.ReportWriter;
import dev.imageaudit.report.SarifReport;
import dev.imageaudit.report.WorkbookNotes;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The reports that a run is asked for: written into their directory, or one of them printed. */
final class Reports implements Closeable {
  private final List<Function<Optional<GateResult>, Report>> atTheEnd;
  private final Optional<ReportFiles> files;
  private final Optional<JsonLinesReport.Live> lines;
  private final List<Path> linesFile;
  private final OutputStream standardOutput;

  private Reports(
      List<Function<Optional<GateResult>, Report>> atTheEnd,
      Optional<ReportFiles> files,
      Optional<JsonLinesReport.Live> lines,
      List<Path> linesFile,
      OutputStream standardOutput) {
    this.atTheEnd = atTheEnd;
    this.files = files;
    this.lines = lines;
    this.linesFile = linesFile;
    this.standardOutput = standardOutput;
  }

  /**
   * Opens them before the run, so that nobody audits a fleet for nothing.
   *
   * @param rules what is known of the rules that may find something
   * @param notes what the workbook tells beside the fleet
   * @throws IOException where nothing can be written
   */
  static Reports open(
      AuditOptions options, List<RuleSummary> rules, WorkbookNotes notes, Terminal terminal)
      throws IOException {
    List<Function<Optional<GateResult>, Report>> atTheEnd = new ArrayList<>();
    for (ReportFormat format : options.formats()) {
      report(format, options, rules, notes).ifPresent(atTheEnd::add);
    }
    boolean hasLines = options.formats().contains(ReportFormat.JSONL);
    if (options.isToStandardOutput()) {
      OutputStream out = new BufferedOutputStream(new StandardOutput(terminal.out()));
      return new Reports(
          atTheEnd,
          Optional.empty(),
          hasLines
              ? Optional.of(new JsonLinesReport.Live("standard output", out))
              : Optional.empty(),
          List.of(),
          out);
    }
    ReportFiles files = ReportFiles.in(options.output());
    List<Path> linesFile =
        hasLines ? List.of(options.output().resolve(JsonLinesReport.FILE_NAME)) : List.of();
    return new Reports(
        atTheEnd,
        Optional.of(files),
        hasLines ? Optional.of(lines(linesFile.get(0))) : Optional.empty(),
        linesFile,
        OutputStream.nullOutputStream());
  }

  private static JsonLinesReport.Live lines(Path file) throws IOException {
    try {
      return new JsonLinesReport.Live(file.toString(), Files.newOutputStream(file));
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The report that is written when the run has ended; empty where it is under way already. */
  private static Optional<Function<Optional<GateResult>, Report>> report(
      ReportFormat format, AuditOptions options, List<RuleSummary> rules, WorkbookNotes notes) {
    return switch (format) {
      case JSON -> Optional.of(JsonReport::new);
      case XLSX -> always(options.workbook().with(notes));
      case HTML ->
          always(
              (options.isToStandardOutput() ? PageReport.whole() : PageReport.create())
                  .since(notes.earlier()));
      case JSONL -> Optional.empty();
      case CSV -> always(new CsvReport());
      case SARIF -> always(new SarifReport(rules));
      case CYCLONEDX -> always(new CycloneDxReport());
      case JUNIT -> Optional.of(JunitReport::new);
      case MARKDOWN -> Optional.of(MarkdownReport::new);
      case OPENMETRICS -> always(new OpenMetricsReport());
    };
  }

  private static Optional<Function<Optional<GateResult>, Report>> always(Report report) {
    return Optional.of(judged -> report);
  }

  /** Whom to tell of the run. */
  FleetEvents events() {
    return lines.map(FleetEvents.class::cast).orElse(FleetEvents.NONE);
  }

  /**
   * Writes what is not written yet.
   *
   * @param judged what the policy says; empty where there is none
   * @return where the reports are; none where standard output has the only one
   * @throws IOException where one of them cannot be written; the message says which and why
   */
  List<Path> write(FleetAudit fleet, Optional<GateResult> judged) throws IOException {
    List<Report> reports = new ArrayList<>();
    atTheEnd.forEach(report -> reports.add(report.apply(judged)));
    List<Path> written = new ArrayList<>();
    if (files.isPresent()) {
      written.addAll(files.get().write(fleet, reports));
    } else {
      for (Report report : reports) {
        ((ReportWriter) report).write(fleet, standardOutput);
      }
      standardOutput.flush();
    }
    if (lines.isPresent()) {
      lines.get().close();
    }
    written.addAll(linesFile);
    return written;
  }

  @Override
  public void close() throws IOException {
    if (lines.isPresent()) {
      lines.get().close();
    }
  }
}
