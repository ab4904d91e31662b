package dev.imageaudit.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;

/** Reads what options are given. */
final class OptionValues {
  private OptionValues() {}

  static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : Arrays.stream(values).distinct().toList();
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

  static Optional<Path> directory(CommandLine line, String option) throws UsageException {
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
