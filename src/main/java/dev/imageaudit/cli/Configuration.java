package dev.imageaudit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;

/**
 * Where options get their values: from the command line, else from the environment, else from a
 * file; what none of them says is left to the command.
 */
final class Configuration {
  private static final String PREFIX = "IMAGE_AUDIT_";

  private final Map<String, String> environment;
  private final ConfigurationFile file;

  private Configuration(Map<String, String> environment, ConfigurationFile file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Reads the file that {@code line} or the environment names, or else the one that lies in the
   * working directory.
   *
   * @throws UsageException where it is wrong, or one that was named is not there
   */
  static Configuration of(CommandLine line, Map<String, String> environment, OptionNames names)
      throws UsageException {
    String named = line.getOptionValue("config", environment.getOrDefault(PREFIX + "CONFIG", ""));
    Path found = Path.of(named.isEmpty() ? ConfigurationFile.DEFAULT_NAME : named);
    ConfigurationFile file =
        named.isEmpty() && !Files.exists(found)
            ? ConfigurationFile.none(names)
            : ConfigurationFile.read(found, names);
    return new Configuration(environment, file);
  }

  /** Variables that look like ours and set nothing, with what they may have been meant for. */
  List<String> ignored(OptionNames names) {
    List<String> known = new ArrayList<>(List.of(PREFIX + "CONFIG"));
    names.all().forEach(option -> known.add(variable(option)));
    for (String command : names.commands()) {
      names.of(command).forEach(option -> known.add(variable(command + "-" + option)));
    }
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .sorted()
        .map(
            name ->
                name
                    + Suggestion.of(name.substring(PREFIX.length()), shortened(known))
                        .map(
                            word ->
                                ", did you mean " + PREFIX + word.toUpperCase(Locale.ROOT) + "?")
                        .orElse(""))
        .toList();
  }

  private static List<String> shortened(List<String> variables) {
    return variables.stream()
        .map(name -> name.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The variable that sets {@code option} for every command that has it. */
  static String variable(String option) {
    return PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * What is said for the options of a command, in their order; what nobody says is not in it. Of
   * options that exclude each other only those of the strongest origin count.
   *
   * @throws UsageException where a variable holds what its option does not take
   */
  Map<String, Setting> settings(String command, Options options, CommandLine line)
      throws UsageException {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Option option : options.getOptions()) {
      String name = option.getLongOpt();
      Optional<Setting> setting = ofLine(option, line);
      if (setting.isEmpty() && !isExcluded(option, options, line)) {
        setting = ofEnvironment(command, option).or(() -> file.setting(command, name));
      }
      setting.ifPresent(said -> settings.put(name, said));
    }
    return settings;
  }

  /**
   * The words of a command line that says {@code settings} by itself.
   *
   * @param rest what {@code line} holds beside options
   */
  static List<String> words(Map<String, Setting> settings, Options options, List<String> rest) {
    List<String> words = new ArrayList<>();
    settings.forEach(
        (name, setting) -> {
          for (String value : setting.values()) {
            if (options.getOption(name).hasArg()) {
              words.add("--" + name + "=" + value);
            } else if (value.equals("true")) {
              words.add("--" + name);
            }
          }
        });
    words.add("--");
    words.addAll(rest);
    return words;
  }

  private static Optional<Setting> ofLine(Option option, CommandLine line) {
    String name = option.getLongOpt();
    if (!line.hasOption(name)) {
      return Optional.empty();
    }
    List<String> values =
        option.hasArg() ? Arrays.asList(line.getOptionValues(name)) : List.of("true");
    return Optional.of(new Setting(values, "--" + name));
  }

  private static boolean isExcluded(Option option, Options options, CommandLine line) {
    OptionGroup group = options.getOptionGroup(option);
    return group != null
        && group.getOptions().stream().anyMatch(other -> line.hasOption(other.getLongOpt()));
  }

  private Optional<Setting> ofEnvironment(String command, Option option) throws UsageException {
    for (String name : List.of(command + "-" + option.getLongOpt(), option.getLongOpt())) {
      String variable = variable(name);
      String text = environment.getOrDefault(variable, "").strip();
      if (!text.isEmpty()) {
        return Optional.of(new Setting(values(option, variable, text), variable));
      }
    }
    return Optional.empty();
  }

  private static List<String> values(Option option, String variable, String text)
      throws UsageException {
    return switch (OptionKind.of(option)) {
      case LIST ->
          Arrays.stream(text.split("[,\n]", -1))
              .map(String::strip)
              .filter(v -> !v.isEmpty())
              .toList();
      case FLAG -> {
        String value = text.toLowerCase(Locale.ROOT);
        if (!value.matches("true|false|1|0")) {
          throw new UsageException(variable + " takes true or false, not " + text);
        }
        yield List.of(value.equals("1") ? "true" : value.equals("0") ? "false" : value);
      }
      default -> List.of(text);
    };
  }
}
