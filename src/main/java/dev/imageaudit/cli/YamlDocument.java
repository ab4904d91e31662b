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
import java.util.List;

/** A short YAML file that a person wrote, read value by value; each complaint names its line. */
final class YamlDocument implements AutoCloseable {
  private static final long MAX_BYTES = 1 << 20;

  private final Path file;
  private final JsonParser parser;
  private int keyLine = 1;

  private YamlDocument(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What reads a file. */
  @FunctionalInterface
  interface Reading<T> {
    T read(YamlDocument document) throws IOException, UsageException;
  }

  /** What reads the value of a key. */
  @FunctionalInterface
  interface KeyReading {
    void read(String key) throws IOException, UsageException;
  }

  /**
   * Reads {@code file}.
   *
   * @throws UsageException where it cannot be read, or is not as {@code reading} asks
   */
  static <T> T read(Path file, Reading<T> reading) throws UsageException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageException(file + " is too long to be written by a person");
      }
      YAMLFactory yaml =
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (YamlDocument document =
          new YamlDocument(file, yaml.createParser(Files.readAllBytes(file)))) {
        document.parser.nextToken();
        return reading.read(document);
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file, e);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UsageException(file + ":" + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads the mapping that is next: each key is one of {@code known}. */
  void forEachKey(String what, List<String> known, KeyReading reading)
      throws IOException, UsageException {
    if (!isMapping()) {
      throw wrong(what + " takes names and values: " + String.join(", ", known));
    }
    forEachKey(key -> checkWord("key", key, known), reading);
  }

  /** Reads the mapping that is next; {@code check} complains of a key, where that is wrong. */
  void forEachKey(KeyReading check, KeyReading reading) throws IOException, UsageException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      keyLine = line();
      check.read(key);
      parser.nextToken();
      reading.read(key);
    }
  }

  /** Whether nothing is next: an empty document, or a key without a value. */
  boolean isNothing() throws IOException {
    JsonToken token = parser.currentToken();
    return token == null
        || token == JsonToken.VALUE_NULL
        || (token == JsonToken.VALUE_STRING && parser.getText().isEmpty());
  }

  boolean isMapping() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Reads the sequence that is next. */
  void forEachItem(String what, KeyReading reading) throws IOException, UsageException {
    if (!isList()) {
      throw wrong(what + " takes a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reading.read(what);
    }
  }

  /** The text, number or date that is next. */
  String text(String key) throws IOException, UsageException {
    if (!parser.currentToken().isScalarValue()) {
      throw wrong(key + " takes no names and values");
    }
    if (isNothing() || parser.getText().isBlank()) {
      throw wrong(key + " has no value");
    }
    return parser.getText().strip();
  }

  /** The list of texts that is next; a single one may stand alone. */
  List<String> texts(String key) throws IOException, UsageException {
    List<String> texts = new ArrayList<>();
    if (isList()) {
      forEachItem(key, item -> texts.add(text(key)));
    } else {
      texts.add(text(key));
    }
    return texts;
  }

  /** The same, each of them one of {@code known}. */
  List<String> words(String key, List<String> known) throws IOException, UsageException {
    List<String> texts = texts(key);
    for (String text : texts) {
      checkWord(key + " of the name", text, known);
    }
    return texts;
  }

  private void checkWord(String noun, String word, List<String> known) throws UsageException {
    if (!known.contains(word)) {
      throw unknown(noun, word, known, "; known are " + String.join(", ", known));
    }
  }

  /** A complaint about {@code word}, with the one of {@code meant} that is like it. */
  UsageException unknown(String noun, String word, List<String> meant, String otherwise) {
    return unknown(line(), noun, word, meant, otherwise);
  }

  /** The same about {@code line}. */
  UsageException unknown(int line, String noun, String word, List<String> meant, String otherwise) {
    String suggestion =
        Suggestion.of(word, meant).map(near -> "; did you mean " + near + "?").orElse(otherwise);
    return wrong(line, "there is no " + noun + " " + Terminal.printable(word) + suggestion);
  }

  /** A complaint about the place that was just read. */
  UsageException wrong(String what) {
    return wrong(line(), what);
  }

  /** A complaint about {@code line}. */
  UsageException wrong(int line, String what) {
    return new UsageException(file + ":" + line + ": " + what);
  }

  /** Where the reader is, counted from 1. */
  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Where the key is that was read last. */
  int keyLine() {
    return keyLine;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
