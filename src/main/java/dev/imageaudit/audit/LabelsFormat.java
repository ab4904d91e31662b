package dev.imageaudit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@link Labels} as one flat object: the known columns first, then the others by name. */
final class LabelsFormat {
  private static final Set<String> KNOWN =
      Set.of("owner", "group", "environment", "instances", "pullsPerMonth");

  private LabelsFormat() {}

  static final class Writer extends JsonSerializer<Labels> {
    @Override
    public void serialize(Labels labels, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeStartObject();
      writeText(out, "owner", labels.owner());
      writeText(out, "group", labels.group());
      writeText(out, "environment", labels.environment());
      writeCount(out, "instances", labels.instances());
      writeCount(out, "pullsPerMonth", labels.pullsPerMonth());
      for (Map.Entry<String, String> other : labels.others().entrySet()) {
        writeText(out, UnicodeText.wellFormed(other.getKey()), Optional.of(other.getValue()));
      }
      out.writeEndObject();
    }

    private static void writeText(JsonGenerator out, String name, Optional<String> text)
        throws IOException {
      if (text.isPresent()) {
        out.writeStringField(name, UnicodeText.wellFormed(text.get()));
      }
    }

    private static void writeCount(JsonGenerator out, String name, Optional<Long> count)
        throws IOException {
      if (count.isPresent()) {
        out.writeNumberField(name, count.get());
      }
    }
  }

  static final class Reader extends JsonDeserializer<Labels> {
    @Override
    public Labels deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode labels = context.readTree(in);
      SortedMap<String, String> others = new TreeMap<>();
      labels
          .properties()
          .forEach(
              label -> {
                if (!KNOWN.contains(label.getKey())) {
                  others.put(label.getKey(), label.getValue().asText());
                }
              });
      return new Labels(
          text(labels, "owner"),
          text(labels, "group"),
          text(labels, "environment"),
          count(labels, "instances"),
          count(labels, "pullsPerMonth"),
          others);
    }

    private static Optional<String> text(JsonNode labels, String name) {
      return Optional.ofNullable(labels.get(name)).map(JsonNode::asText);
    }

    private static Optional<Long> count(JsonNode labels, String name) {
      return Optional.ofNullable(labels.get(name)).map(JsonNode::asLong);
    }
  }
}
