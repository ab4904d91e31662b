package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A report {@code audit.json} of an earlier run, of any schema version 1. It is read as a stream,
 * one image at a time; fields that are missing or new are no fault.
 */
public final class RecordedAudit {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;

  private RecordedAudit(Path file) {
    this.file = file;
  }

  /** The report {@code path}, or the one in the directory {@code path}. */
  public static RecordedAudit at(Path path) {
    return new RecordedAudit(
        Files.isDirectory(path) ? path.resolve(new JsonReport().fileName()) : path);
  }

  /**
   * Reads the report.
   *
   * @param images is told each image, as the report has it, and says whether to go on
   * @return all else that was read: the members beside {@code images}
   * @throws IOException where it cannot be read or is none; the message names the file
   */
  public JsonNode read(Predicate<JsonNode> images) throws IOException {
    try (JsonParser json = MAPPER.createParser(file.toFile())) {
      return readAll(json, images);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new IOException("there is no report " + file, e);
    } catch (JsonProcessingException e) {
      throw wrong("is no JSON at line " + e.getLocation().getLineNr(), e);
    }
  }

  private ObjectNode readAll(JsonParser json, Predicate<JsonNode> images) throws IOException {
    ObjectNode others = MAPPER.createObjectNode();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("is no report of image-audit", null);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("images") && json.currentToken() == JsonToken.START_ARRAY) {
        checkVersion(others);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (!images.test(MAPPER.readTree(json))) {
            return others;
          }
        }
      } else {
        others.set(name, MAPPER.readTree(json));
      }
    }
    checkVersion(others);
    return others;
  }

  private void checkVersion(ObjectNode report) throws IOException {
    String version = report.path("schemaVersion").asText();
    if (version.isEmpty()) {
      throw wrong("is no report of image-audit", null);
    }
    if (!version.startsWith("1.")) {
      throw wrong("is of schema version " + VisibleText.of(version) + "; known are 1.x", null);
    }
  }

  private IOException wrong(String what, @Nullable Exception cause) {
    return new IOException(file + " " + what, cause);
  }
}
