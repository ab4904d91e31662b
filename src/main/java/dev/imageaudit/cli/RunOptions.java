package dev.imageaudit.cli;

import dev.imageaudit.prove.Probe;
import dev.imageaudit.prove.RunSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** What the command line says of how images are run. */
final class RunOptions {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([mMgG])");
  private static final List<String> NEED_RUN =
      List.of("command", "probe", "read-only", "timeout", "memory", "cpus", "ignore");

  private RunOptions() {}

  static Options options() {
    return new Options()
        .addOption(OptionKind.flag(null, "run", "run the original and the projected image"))
        .addOption(
            OptionKind.value(
                "command",
                "WORDS",
                "what to run in place of the entry point: words, or a JSON array; no shell"))
        .addOption(
            OptionKind.value(
                "probe",
                "URL|WORDS",
                "what to ask while it runs: http://localhost:PORT/PATH, or a command of the image"))
        .addOption(OptionKind.flag(null, "read-only", "nothing can be written but in /tmp"))
        .addOption(OptionKind.number("timeout", "SECONDS", "how long each may run (default: 30)"))
        .addOption(OptionKind.value("memory", "SIZE", "what each may use (default: 512m)"))
        .addOption(OptionKind.number("cpus", "N", "what each may use (default: 1)"))
        .addOption(OptionKind.list("ignore", "REGEX", "lines that are not compared"));
  }

  /** Empty without {@code --run}. */
  static Optional<RunSettings> of(CommandLine line) throws UsageException {
    if (!line.hasOption("run")) {
      for (String option : NEED_RUN) {
        if (line.hasOption(option)) {
          throw new UsageException("--" + option + " takes --run");
        }
      }
      return Optional.empty();
    }
    List<Pattern> ignored = new ArrayList<>();
    for (String regex : OptionValues.values(line, "ignore")) {
      ignored.add(read("ignore", regex, Pattern::compile));
    }
    return Optional.of(
        new RunSettings(
            optional(line, "command", Probe::words),
            optional(line, "probe", Probe::parse),
            line.hasOption("read-only"),
            Duration.ofSeconds(OptionValues.positive(line, "timeout", 30)),
            read("memory", line.getOptionValue("memory", "512m"), RunOptions::bytes),
            OptionValues.positive(line, "cpus", 1),
            ignored));
  }

  private static <T> Optional<T> optional(
      CommandLine line, String option, Function<String, T> reader) throws UsageException {
    return line.hasOption(option)
        ? Optional.of(read(option, line.getOptionValue(option), reader))
        : Optional.empty();
  }

  private static <T> T read(String option, String text, Function<String, T> reader)
      throws UsageException {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + ": " + e.getMessage(), e);
    }
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("a size such as 512m or 2g, not " + text);
    }
    return Long.parseLong(size.group(1)) << (size.group(2).equalsIgnoreCase("g") ? 30 : 20);
  }
}
