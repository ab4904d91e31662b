package dev.imageaudit.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object of the spec, read field by field with errors that name the document. */
final class Document {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(4 << 20)
                          .build())
                  .build())
          .build();

  private final String kind;
  private final JsonNode node;

  private Document(String kind, JsonNode node) {
    this.kind = kind;
    this.node = node;
  }

  static Document parse(String kind, byte[] json) throws InvalidDocumentException {
    try {
      return of(kind, MAPPER.readTree(json));
    } catch (IOException e) {
      throw new InvalidDocumentException("the " + kind + " is no JSON", e);
    }
  }

  private static Document of(String kind, JsonNode node) throws InvalidDocumentException {
    if (!node.isObject()) {
      throw new InvalidDocumentException("the " + kind + " is no JSON object");
    }
    return new Document(kind, node);
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  Optional<String> text(String field) throws InvalidDocumentException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(field, "is no string");
    }
    return Optional.of(value.textValue());
  }

  String requiredText(String field) throws InvalidDocumentException {
    return text(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  Digest requiredDigest(String field) throws InvalidDocumentException {
    try {
      return Digest.parse(requiredText(field));
    } catch (IllegalArgumentException e) {
      throw new InvalidDocumentException("the " + kind + "'s " + field + ": " + e.getMessage(), e);
    }
  }

  long requiredSizeBytes(String field) throws InvalidDocumentException {
    JsonNode value = node.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw wrong(field, "is no size");
    }
    return value.longValue();
  }

  boolean flag(String field) {
    return node.path(field).asBoolean(false);
  }

  List<String> texts(String field) throws InvalidDocumentException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(field)) {
      if (!item.isTextual()) {
        throw wrong(field, "holds something else than strings");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  Map<String, String> textMap(String field) throws InvalidDocumentException {
    Map<String, String> map = new LinkedHashMap<>();
    JsonNode object = node.path(field);
    if (object.isMissingNode() || object.isNull()) {
      return map;
    }
    if (!object.isObject()) {
      throw wrong(field, "is no object");
    }
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  List<Document> documents(String field) throws InvalidDocumentException {
    List<Document> documents = new ArrayList<>();
    for (JsonNode item : array(field)) {
      documents.add(of(kind + "'s " + field, item));
    }
    return documents;
  }

  Optional<Document> document(String field) throws InvalidDocumentException {
    return has(field) ? Optional.of(of(kind + "'s " + field, node.path(field))) : Optional.empty();
  }

  private Iterable<JsonNode> array(String field) throws InvalidDocumentException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong(field, "is no array");
    }
    return value;
  }

  Descriptor descriptor() throws InvalidDocumentException {
    Optional<Document> platform = document("platform");
    return new Descriptor(
        text("mediaType").orElse(""),
        requiredDigest("digest"),
        requiredSizeBytes("size"),
        texts("urls"),
        textMap("annotations"),
        platform.isPresent() ? Optional.of(platform.get().platform()) : Optional.empty(),
        text("artifactType"));
  }

  Platform platform() throws InvalidDocumentException {
    return new Platform(
        text("os").filter(os -> !os.isEmpty()).orElse("linux"),
        text("architecture").filter(a -> !a.isEmpty()).orElse("amd64"),
        text("variant").filter(v -> !v.isEmpty()));
  }

  InvalidDocumentException wrong(String field, String what) {
    return new InvalidDocumentException("the " + kind + "'s " + field + " " + what);
  }
}
