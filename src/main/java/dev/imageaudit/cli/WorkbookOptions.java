package dev.imageaudit.cli;

import dev.imageaudit.audit.GroupKey;
import dev.imageaudit.audit.OwnerMap;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.report.RunHistory;
import dev.imageaudit.report.WorkbookNotes;
import dev.imageaudit.report.WorkbookReport;
import dev.imageaudit.report.WorkbookReport.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** What the command line says of the workbook. */
final class WorkbookOptions {

  private WorkbookOptions() {}

  static Options options() {
    return new Options()
        .addOption(
            OptionKind.value(
                "template",
                "FILE",
                "a workbook to fill in place of the program's own; compact is a shorter one of its"
                    + " own"))
        .addOption(
            OptionKind.value(
                "group-by",
                "KEY",
                "add up the saving by owner, group, environment, registry, repository, platform,"
                    + " base or label:COLUMN, and write a workbook for each"))
        .addOption(
            OptionKind.value(
                "owner-map",
                "FILE",
                "whose images are that the list names no owner of: lines of pattern,owner[,group]"));
  }

  /**
   * By what the images are told apart: what {@code --group-by} says, or the owner where there is a
   * map of owners.
   *
   * @throws UsageException where there is no such key
   */
  static Optional<GroupKey> groupBy(CommandLine line) throws UsageException {
    return line.hasOption("group-by") || line.hasOption("owner-map")
        ? Optional.of(OptionValues.parse(line, "group-by", "owner", GroupKey::parse))
        : Optional.empty();
  }

  /**
   * Whose images are.
   *
   * @throws UsageException where the file is no map of owners
   */
  static OwnerMap owners(CommandLine line) throws UsageException {
    Optional<Path> file = OptionValues.file(line, "owner-map");
    if (file.isEmpty()) {
      return OwnerMap.NONE;
    }
    try {
      return OwnerMap.parse(Files.readString(file.get()));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("--owner-map: " + file.get() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The workbook that the options ask for.
   *
   * @throws UsageException where the template is none
   */
  static WorkbookReport workbook(CommandLine line) throws UsageException {
    String name = line.getOptionValue("template", Template.DEFAULT.code());
    Optional<Template> own = Template.named(name);
    if (own.isPresent()) {
      return WorkbookReport.with(own.get());
    }
    Optional<Path> file = OptionValues.file(line, "template");
    try {
      return WorkbookReport.withTemplate(Files.readAllBytes(file.orElseThrow()));
    } catch (IOException e) {
      throw new UsageException("--template: " + e.getMessage(), e);
    }
  }

  /**
   * What the workbook tells of the runs before this one, and of what was asked.
   *
   * @param secrets masks what the options have of any
   * @throws UsageException where an option does not say what it should
   */
  static WorkbookNotes notes(CommandLine line, Optional<RunHistory> history, SecretScanner secrets)
      throws IOException, UsageException {
    Map<String, String> options = new LinkedHashMap<>();
    for (Option option : line.getOptions()) {
      String value =
          option.hasArg()
              ? ConfigCommand.masked(String.join(", ", option.getValuesList()), secrets)
              : "yes";
      options.merge("--" + option.getLongOpt(), value, (one, other) -> one + ", " + other);
    }
    return new WorkbookNotes("", Trend.before(history), options, groupBy(line));
  }
}
