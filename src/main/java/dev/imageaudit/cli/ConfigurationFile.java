package dev.imageaudit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of settings, {@code image-audit.yaml}: the long names of options with their values. What
 * stands below a command's name holds for that command alone.
 */
final class ConfigurationFile {
  /** Where it is looked for: in the working directory. */
  static final String DEFAULT_NAME = "image-audit.yaml";

  private final Path file;
  private final OptionNames names;
  private final Map<String, Setting> common = new LinkedHashMap<>();
  private final Map<String, Map<String, Setting>> byCommand = new LinkedHashMap<>();

  private ConfigurationFile(Path file, OptionNames names) {
    this.file = file;
    this.names = names;
  }

  /** A file without any setting. */
  static ConfigurationFile none(OptionNames names) {
    return new ConfigurationFile(Path.of(DEFAULT_NAME), names);
  }

  /**
   * Reads {@code file}.
   *
   * @param names the options that there are
   * @throws UsageException where it cannot be read, or says what no option takes; the message names
   *     the line
   */
  static ConfigurationFile read(Path file, OptionNames names) throws UsageException {
    if (Files.notExists(file)) {
      throw new UsageException("there is no configuration file " + file);
    }
    ConfigurationFile read = new ConfigurationFile(file, names);
    return YamlDocument.read(
        file,
        document -> {
          read.readAll(document);
          return read;
        });
  }

  /** What the file says for {@code option} of {@code command}. */
  Optional<Setting> setting(String command, String option) {
    return Optional.ofNullable(byCommand.getOrDefault(command, Map.of()).get(option))
        .or(() -> Optional.ofNullable(common.get(option)));
  }

  private void readAll(YamlDocument document) throws IOException, UsageException {
    if (document.isNothing()) {
      return;
    }
    if (!document.isMapping()) {
      throw document.wrong("is no list of options, such as  output: reports");
    }
    document.forEachKey(
        key -> {
          if (!names.isCommand(key)) {
            checkName(document, key, names.all(), names.withCommands());
          }
        },
        key -> {
          if (names.isCommand(key)) {
            readCommand(document, key);
          } else {
            common.put(key, value(document, key));
          }
        });
  }

  private void readCommand(YamlDocument document, String command)
      throws IOException, UsageException {
    if (document.isNothing()) {
      return;
    }
    if (!document.isMapping()) {
      throw document.wrong(command + " takes options and their values");
    }
    Map<String, Setting> settings = byCommand.computeIfAbsent(command, c -> new LinkedHashMap<>());
    List<String> known = names.of(command);
    document.forEachKey(
        key -> checkName(document, key, known, known),
        key -> settings.put(key, value(document, key)));
  }

  private static void checkName(
      YamlDocument document, String key, List<String> known, List<String> meant)
      throws UsageException {
    if (!known.contains(key)) {
      throw document.unknown("option", key, meant, "");
    }
  }

  private Setting value(YamlDocument document, String key) throws IOException, UsageException {
    OptionKind kind = names.kind(key);
    String origin = file + ":" + document.keyLine();
    if (document.isList() && kind != OptionKind.LIST) {
      throw document.wrong(key + " takes one value, not a list");
    }
    List<String> values = document.texts(key);
    if (kind == OptionKind.FLAG && !values.get(0).matches("true|false")) {
      throw document.wrong(key + " takes true or false");
    }
    return new Setting(values, origin);
  }
}
