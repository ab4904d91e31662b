package dev.imageaudit.cli;

import dev.imageaudit.audit.KnownBases;
import dev.imageaudit.estimate.MinimumSaving;
import dev.imageaudit.estimate.Tariff;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.report.ReportFormat;
import dev.imageaudit.report.WorkbookReport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

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
    Optional<Path> caFile,
    Set<String> insecureHosts,
    int connections,
    Duration timeout,
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
            list(
                "images",
                "FILE",
                "a fleet list: text, CSV, the JSON or YAML of kubectl, a Compose file; - is"
                    + " standard input"))
        .addOption(
            value("output", "DIR", "where the reports go (default: out); - is standard output"))
        .addOption(
            list(
                "format",
                "LIST",
                "the reports, separated by commas (default: json,xlsx): " + ReportFormat.names()))
        .addOption(
            value("dockerfiles", "DIR", "write the refactored Dockerfile of each candidate there"))
        .addOption(
            flag(null, "cache-mounts", "let those Dockerfiles mount caches, which needs BuildKit"))
        .addOption(list("rules", "FILE", "rules of your own, see docs/rules.md"))
        .addOption(list("bases", "FILE", "base images of your own, see docs/bases.md"))
        .addOption(
            flag(null, "refresh-bases", "ask the registries what the base images weigh today"))
        .addOption(
            list("known-base", "PATTERN", "images whose repository matches are bases of yours"))
        .addOptions(WorkbookOptions.options())
        .addOption(
            value(
                "platform",
                "OS/ARCH",
                "which image of an index (default: linux/amd64); all is each of them"))
        .addOption(
            number(
                "latest", "N", "of a pattern, the newest N tags of each repository (default: all)"))
        .addOption(list("exclude", "PATTERN", "leave out the images whose name matches"))
        .addOption(
            value(
                "min-saving",
                "SAVING",
                "what a refactor must save of the download to be worth it: 10%, 10MB, or either of"
                    + " 10%,10MB (default)"))
        .addOptions(TariffOptions.options())
        .addOption(
            number("jobs", "N", "images, and layers, in parallel (default: the number of cores)"))
        .addOption(number("connections", "N", "requests to one registry at a time (default: 4)"))
        .addOption(number("timeout", "SECONDS", "how long a registry may be silent (default: 30)"))
        .addOption(value("ca", "FILE", "certificates (PEM) to trust beside the platform's own"))
        .addOption(
            list(
                "insecure",
                "HOST[:PORT]",
                "speak plain HTTP, or accept any certificate, with this registry"))
        .addOptionGroup(
            new OptionGroup()
                .addOption(flag("q", "quiet", "print nothing but complaints"))
                .addOption(
                    flag(
                        "v", "verbose", "print a line for each image, and what the libraries log")))
        .addOption(flag(null, "no-progress", "print no progress"));
  }

  static Option value(String name, String argument, String description) {
    return typed(String.class, name, argument, description);
  }

  static Option number(String name, String argument, String description) {
    return typed(Integer.class, name, argument, description);
  }

  static Option list(String name, String argument, String description) {
    return typed(List.class, name, argument, description + "; may be repeated");
  }

  private static Option typed(Class<?> type, String name, String argument, String description) {
    return Option.builder()
        .longOpt(name)
        .hasArg()
        .argName(argument)
        .type(type)
        .desc(description)
        .get();
  }

  static Option flag(@Nullable String letter, String name, String description) {
    return Option.builder(letter).longOpt(name).desc(description).get();
  }

  /**
   * Reads the command line.
   *
   * @throws UsageException where a value is not what its option takes
   */
  static AuditOptions of(CommandLine line) throws UsageException {
    AuditOptions options =
        new AuditOptions(
            values(line, "images"),
            line.getArgList(),
            path("output", line.getOptionValue("output", "out")),
            formats(line),
            WorkbookOptions.workbook(line),
            directory(line, "dockerfiles"),
            line.hasOption("cache-mounts"),
            values(line, "rules"),
            values(line, "bases"),
            line.hasOption("refresh-bases"),
            KnownBases.of(values(line, "known-base")),
            parse(line, "platform", "linux/amd64", PlatformSelector::parse),
            positive(line, "jobs", Runtime.getRuntime().availableProcessors()),
            parse(line, "min-saving", "10%,10MB", MinimumSaving::parse),
            TariffOptions.of(line),
            line.hasOption("latest")
                ? OptionalInt.of(positive(line, "latest", 1))
                : OptionalInt.empty(),
            values(line, "exclude"),
            file(line, "ca"),
            Set.copyOf(values(line, "insecure")),
            positive(line, "connections", 4),
            Duration.ofSeconds(positive(line, "timeout", 30)),
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
    for (String list : values(line, "format")) {
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

  static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : Arrays.stream(values).distinct().toList();
  }

  /** How registries are reached. */
  Sources.Access access() {
    return new Sources.Access(caFile, insecureHosts, connections, timeout);
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

  static <T> T parse(CommandLine line, String option, String otherwise, Function<String, T> reader)
      throws UsageException {
    try {
      return reader.apply(line.getOptionValue(option, otherwise));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + ": " + e.getMessage(), e);
    }
  }

  static int positive(CommandLine line, String option, int otherwise) throws UsageException {
    String text = line.getOptionValue(option, String.valueOf(otherwise));
    if (!text.matches("0*[1-9][0-9]{0,5}")) {
      throw new UsageException("--" + option + " takes a whole number from 1 on, not " + text);
    }
    return Integer.parseInt(text);
  }

  static Path path(String option, String text) throws UsageException {
    try {
      return Path.of(text.replace('/', File.separatorChar));
    } catch (InvalidPathException e) {
      throw new UsageException("--" + option + ": no path: " + text, e);
    }
  }

  private static Optional<Path> directory(CommandLine line, String option) throws UsageException {
    String text = line.getOptionValue(option);
    return text == null ? Optional.empty() : Optional.of(path(option, text));
  }

  static Optional<Path> file(CommandLine line, String option) throws UsageException {
    String text = line.getOptionValue(option);
    if (text == null) {
      return Optional.empty();
    }
    Path file = path(option, text);
    if (!Files.isReadable(file)) {
      throw new UsageException("--" + option + ": " + file + " cannot be read");
    }
    return Optional.of(file);
  }
}
