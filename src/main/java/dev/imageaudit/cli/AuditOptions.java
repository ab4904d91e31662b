package dev.imageaudit.cli;

import dev.imageaudit.audit.KnownBases;
import dev.imageaudit.estimate.MinimumSaving;
import dev.imageaudit.estimate.Tariff;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.report.ReportFormat;
import dev.imageaudit.report.WorkbookReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;

/**
 * What the command line of {@code audit} says.
 *
 * @param lists files of fleet lists; {@code -} is standard input
 * @param references images and patterns that are named directly
 * @param output the reports' directory; a lone hyphen is standard output
 * @param rules files of rules beside the program's own
 * @param dockerfiles where the refactored Dockerfiles go
 * @param cacheMounts whether they mount caches of BuildKit
 * @param bases files of base images beside the program's own
 * @param refreshBases whether the registries are asked what base images weigh today
 * @param knownBases which images are bases of the user's own
 */
record AuditOptions(
    List<String> lists,
    List<String> references,
    Path output,
    SortedSet<ReportFormat> formats,
    WorkbookReport workbook,
    Optional<Path> dockerfiles,
    boolean cacheMounts,
    List<String> rules,
    List<String> bases,
    boolean refreshBases,
    KnownBases knownBases,
    PlatformSelector platforms,
    int jobs,
    MinimumSaving minimumSaving,
    Tariff tariff,
    OptionalInt latest,
    List<String> exclude,
    Sources.Access access,
    Verbosity verbosity) {

  /** How much is said while a run is under way. */
  enum Verbosity {
    /** Complaints alone. */
    QUIET,
    /** The summary, and no progress. */
    SUMMARY,
    PROGRESS,
    /** A line for each image as it is done, and the libraries' log. */
    VERBOSE
  }

  static Options options() {
    return new Options()
        .addOption(
            OptionKind.list(
                "images",
                "FILE",
                "a fleet list: text, CSV, the JSON or YAML of kubectl, a Compose file; - is"
                    + " standard input"))
        .addOption(
            OptionKind.value(
                "output", "DIR", "where the reports go (default: out); - is standard output"))
        .addOption(
            OptionKind.list(
                "format",
                "LIST",
                "the reports, separated by commas (default: json,xlsx): " + ReportFormat.names()))
        .addOption(
            OptionKind.value(
                "dockerfiles", "DIR", "write the refactored Dockerfile of each candidate there"))
        .addOption(
            OptionKind.flag(
                null, "cache-mounts", "let those Dockerfiles mount caches, which needs BuildKit"))
        .addOption(OptionKind.list("rules", "FILE", "rules of your own, see docs/rules.md"))
        .addOption(OptionKind.list("bases", "FILE", "base images of your own, see docs/bases.md"))
        .addOption(
            OptionKind.flag(
                null, "refresh-bases", "ask the registries what the base images weigh today"))
        .addOption(
            OptionKind.list(
                "known-base", "PATTERN", "images whose repository matches are bases of yours"))
        .addOptions(WorkbookOptions.options())
        .addOption(
            OptionKind.value(
                "platform",
                "OS/ARCH",
                "which image of an index (default: linux/amd64); all is each of them"))
        .addOption(
            OptionKind.number(
                "latest", "N", "of a pattern, the newest N tags of each repository (default: all)"))
        .addOption(OptionKind.list("exclude", "PATTERN", "leave out the images whose name matches"))
        .addOption(
            OptionKind.value(
                "min-saving",
                "SAVING",
                "what a refactor must save of the download to be worth it: 10%, 10MB, or either of"
                    + " 10%,10MB (default)"))
        .addOptions(TariffOptions.options())
        .addOption(
            OptionKind.number(
                "jobs", "N", "images, and layers, in parallel (default: the number of cores)"))
        .addOptions(AccessOptions.pace())
        .addOptions(AccessOptions.trust())
        .addOptionGroup(
            new OptionGroup()
                .addOption(OptionKind.flag("q", "quiet", "print nothing but complaints"))
                .addOption(
                    OptionKind.flag(
                        "v", "verbose", "print a line for each image, and what the libraries log")))
        .addOption(OptionKind.flag(null, "no-progress", "print no progress"));
  }

  /**
   * Reads the command line.
   *
   * @throws UsageException where a value is not what its option takes
   */
  static AuditOptions of(CommandLine line) throws UsageException {
    AuditOptions options =
        new AuditOptions(
            OptionValues.values(line, "images"),
            line.getArgList(),
            OptionValues.path("output", line.getOptionValue("output", "out")),
            formats(line),
            WorkbookOptions.workbook(line),
            OptionValues.directory(line, "dockerfiles"),
            line.hasOption("cache-mounts"),
            OptionValues.values(line, "rules"),
            OptionValues.values(line, "bases"),
            line.hasOption("refresh-bases"),
            KnownBases.of(OptionValues.values(line, "known-base")),
            OptionValues.parse(line, "platform", "linux/amd64", PlatformSelector::parse),
            OptionValues.positive(line, "jobs", Runtime.getRuntime().availableProcessors()),
            OptionValues.parse(line, "min-saving", "10%,10MB", MinimumSaving::parse),
            TariffOptions.of(line),
            line.hasOption("latest")
                ? OptionalInt.of(OptionValues.positive(line, "latest", 1))
                : OptionalInt.empty(),
            OptionValues.values(line, "exclude"),
            AccessOptions.of(line),
            verbosity(line));
    if (options.lists.isEmpty() && options.references.isEmpty()) {
      throw new UsageException("there is nothing to audit: name an image, or a list with --images");
    }
    if (options.isToStandardOutput()
        && (options.formats.size() != 1 || options.formats.first().isDirectory())) {
      throw new UsageException("--output - takes one --format, and one that is a single file");
    }
    return options;
  }

  /** Whether the one report is all that is printed. */
  boolean isToStandardOutput() {
    return output.toString().equals("-");
  }

  private static SortedSet<ReportFormat> formats(CommandLine line) throws UsageException {
    SortedSet<ReportFormat> formats = new TreeSet<>();
    for (String list : OptionValues.values(line, "format")) {
      for (String name : list.split(",", -1)) {
        formats.add(format(name.strip()));
      }
    }
    return formats.isEmpty()
        ? new TreeSet<>(List.of(ReportFormat.JSON, ReportFormat.XLSX))
        : formats;
  }

  private static ReportFormat format(String name) throws UsageException {
    Optional<ReportFormat> format = ReportFormat.named(name);
    if (format.isPresent()) {
      return format.get();
    }
    String suggestion =
        Suggestion.of(name, ReportFormat.codes())
            .map(known -> " (did you mean " + known + "?)")
            .orElse("");
    throw new UsageException(
        "--format: there is no format "
            + Terminal.printable(name)
            + suggestion
            + "; there are "
            + ReportFormat.names());
  }

  private static Verbosity verbosity(CommandLine line) {
    if (line.hasOption("quiet")) {
      return Verbosity.QUIET;
    }
    if (line.hasOption("verbose")) {
      return Verbosity.VERBOSE;
    }
    return line.hasOption("no-progress") ? Verbosity.SUMMARY : Verbosity.PROGRESS;
  }
}
