package dev.imageaudit.cli;

import dev.imageaudit.report.Comparison;
import dev.imageaudit.report.ComparisonPage;
import dev.imageaudit.report.RecordedAudit;
import dev.imageaudit.report.RecordedFleet;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Says what differs between two runs. */
final class CompareCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json", "markdown");

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "says what is new, gone, grown and fixed between two reports";
  }

  @Override
  public String arguments() {
    return "OLD NEW";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            OptionKind.value(
                "format", "NAME", "how to print it: text (default), json or markdown"));
  }

  @Override
  public String notes() {
    return """
    OLD and NEW are files audit.json, of this or an earlier version, or their directories.

    Exit codes: 0 done, 2 a report cannot be read.\
    """;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    if (line.getArgList().size() != 2) {
      throw new UsageException("compare takes two reports");
    }
    String format = line.getOptionValue("format", "text");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format takes " + String.join(", ", FORMATS));
    }
    Comparison comparison =
        Comparison.of(fleet(line.getArgList().get(0)), fleet(line.getArgList().get(1)));
    switch (format) {
      case "json" -> comparison.writeJson(new StandardOutput(terminal.out()));
      case "markdown" -> {
        OutputStream out = new StandardOutput(terminal.out());
        out.write(ComparisonPage.of(comparison));
      }
      default -> new ComparisonText(terminal.out()).print(comparison);
    }
    terminal.out().flush();
    return ExitCode.COMPLETE;
  }

  private static RecordedFleet fleet(String path) throws UsageException, IOException {
    return RecordedFleet.read(RecordedAudit.at(OptionValues.path("compare", path)));
  }
}
