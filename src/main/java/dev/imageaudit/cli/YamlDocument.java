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
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(what + " takes names and values: " + String.join(", ", known));
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      checkWord("key", key, known);
      parser.nextToken();
      reading.read(key);
    }
  }

  /** Reads the sequence that is next. */
  void forEachItem(String what, KeyReading reading) throws IOException, UsageException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(what + " takes a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reading.read(what);
    }
  }

  /** The text, number or date that is next. */
  String text(String key) throws IOException, UsageException {
    if (!parser.currentToken().isScalarValue()
        || parser.currentToken() == JsonToken.VALUE_NULL
        || parser.getText().isBlank()) {
      throw wrong(key + " takes a value");
    }
    return parser.getText().strip();
  }

  /** The list of texts that is next; a single one may stand alone. */
  List<String> texts(String key) throws IOException, UsageException {
    List<String> texts = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
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
      String meant =
          Suggestion.of(word, known)
              .map(near -> "; did you mean " + near + "?")
              .orElse("; known are " + String.join(", ", known));
      throw wrong("there is no " + noun + " " + Terminal.printable(word) + meant);
    }
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

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
