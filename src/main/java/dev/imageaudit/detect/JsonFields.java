package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.FileEntry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The top-level fields of JSON documents that come from images. */
final class JsonFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFields() {}

  /** The document that {@code content} is; empty where it is none. */
  static Optional<JsonNode> read(Content content) {
    try {
      return Optional.ofNullable(JSON.readTree(content.toBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code bound} and what the texts of {@code fields} add. */
  static Optional<Bindings> match(FileEntry file, Map<String, Expression> fields, Bindings bound) {
    Optional<JsonNode> document = file.content().flatMap(JsonFields::read);
    Optional<Bindings> result = document.map(d -> bound);
    for (Map.Entry<String, Expression> field : new TreeMap<>(fields).entrySet()) {
      Optional<String> text = document.map(d -> d.path(field.getKey()).asText(""));
      result = result.flatMap(b -> text.flatMap(t -> field.getValue().match(t, b)));
    }
    return result;
  }
}
