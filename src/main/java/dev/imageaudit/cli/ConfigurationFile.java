package dev.imageaudit.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final long MAX_BYTES = 1 << 20;

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
    ConfigurationFile read = new ConfigurationFile(file, names);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageException(file + " is too long to be a configuration file");
      }
      YAMLFactory yaml =
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (JsonParser parser = yaml.createParser(Files.readAllBytes(file))) {
        read.readAll(parser);
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no configuration file " + file, e);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UsageException(file + ":" + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
    }
    return read;
  }

  /** What the file says for {@code option} of {@code command}. */
  Optional<Setting> setting(String command, String option) {
    return Optional.ofNullable(byCommand.getOrDefault(command, Map.of()).get(option))
        .or(() -> Optional.ofNullable(common.get(option)));
  }

  private void readAll(JsonParser parser) throws IOException, UsageException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong(parser, "is no list of options, such as  output: reports");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (names.isCommand(key)) {
        readCommand(key, parser);
      } else {
        checkName(key, parser, names.all(), names.withCommands());
        common.put(key, value(key, parser));
      }
    }
  }

  private void readCommand(String command, JsonParser parser) throws IOException, UsageException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(parser, command + " takes options and their values");
    }
    Map<String, Setting> settings = byCommand.computeIfAbsent(command, c -> new LinkedHashMap<>());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      checkName(key, parser, names.of(command), names.of(command));
      settings.put(key, value(key, parser));
    }
  }

  private void checkName(String key, JsonParser parser, List<String> known, List<String> meant)
      throws UsageException {
    if (!known.contains(key)) {
      String suggestion =
          Suggestion.of(key, meant).map(word -> "; did you mean " + word + "?").orElse("");
      throw wrong(parser, "there is no option " + Terminal.printable(key) + suggestion);
    }
  }

  private Setting value(String key, JsonParser parser) throws IOException, UsageException {
    OptionKind kind = names.kind(key);
    String origin = origin(parser);
    List<String> values = new ArrayList<>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      if (kind != OptionKind.LIST) {
        throw wrong(parser, key + " takes one value, not a list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(scalar(key, parser));
      }
    } else {
      values.add(scalar(key, parser));
    }
    if (kind == OptionKind.FLAG && !values.get(0).matches("true|false")) {
      throw wrong(parser, key + " takes true or false");
    }
    return new Setting(values, origin);
  }

  private String scalar(String key, JsonParser parser) throws IOException, UsageException {
    if (!parser.currentToken().isScalarValue()) {
      throw wrong(parser, key + " takes no names and values");
    }
    if (parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
      throw wrong(parser, key + " has no value");
    }
    return parser.getText();
  }

  private UsageException wrong(JsonParser parser, String what) {
    return new UsageException(origin(parser) + ": " + what);
  }

  private String origin(JsonParser parser) {
    return file + ":" + parser.currentTokenLocation().getLineNr();
  }
}
