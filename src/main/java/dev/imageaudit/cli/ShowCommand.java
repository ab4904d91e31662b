package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.RecordedAudit;
import dev.imageaudit.report.RecordedOutcomes;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows what an audit says of one image. */
final class ShowCommand implements Command {
  private static final int SHOWN = 15;

  @Override
  public String name() {
    return "show";
  }

  @Override
  public String summary() {
    return "shows one image's audit on the terminal";
  }

  @Override
  public String arguments() {
    return "IMAGE";
  }

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(
                OptionKind.value(
                    "report",
                    "FILE",
                    "take it from this audit.json, of this or an earlier version, or its directory"))
            .addOption(
                OptionKind.flag(
                    null, "all", "show every finding (default: the " + SHOWN + " largest)"))
            .addOption(OptionKind.flag(null, "no-pager", "print it at once, however long"));
    return options.addOptions(SingleRun.ofAudit(SingleRun.OPTIONS));
  }

  @Override
  public String notes() {
    return """
        IMAGE is named as for audit; with --report a part of its name is enough.
        It is as wide as the terminal, or COLUMNS; coloured on a terminal unless NO_COLOR is set;
        and paged by PAGER (default: less) where it is longer than the terminal.

        Exit codes: 0 done, 1 the image cannot be audited, 2 it could not be done.""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    if (line.getArgList().size() != 1) {
      throw new UsageException("show takes one image");
    }
    AuditOptions options = AuditOptions.of(line);
    Logging.configure(options.verbosity());
    String image = line.getArgList().get(0);
    String report = line.getOptionValue("report", "");
    List<AuditOutcome> outcomes =
        report.isEmpty()
            ? SingleRun.of(image, List.of(), options, terminal)
            : RecordedOutcomes.of(RecordedAudit.at(OptionValues.path("report", report)), image);
    return show(outcomes, line, terminal);
  }

  private static ExitCode show(List<AuditOutcome> outcomes, CommandLine line, Terminal terminal)
      throws IOException {
    Sheet sheet = new Sheet(terminal.columns());
    ExitCode code = outcomes.isEmpty() ? ExitCode.IMAGES_FAILED : ExitCode.COMPLETE;
    for (AuditOutcome outcome : outcomes) {
      if (outcome instanceof ImageAudit image) {
        ImagePage.print(image, sheet, line.hasOption("all") ? Integer.MAX_VALUE : SHOWN);
      } else {
        sheet
            .heading(outcome.reference())
            .wrapped("  ", Complaints.reason(outcome), Sheet.Look.BAD);
        code = ExitCode.IMAGES_FAILED;
      }
    }
    new Pager(terminal).print(sheet.toText(terminal.isColourful()), !line.hasOption("no-pager"));
    return code;
  }
}
