package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whole outcomes of an earlier run; what an earlier version did not report is empty or zero. */
public final class RecordedOutcomes {
  private static final int NAMED = 5;
  private static final ObjectMapper MAPPER = mapper();

  private RecordedOutcomes() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        OutcomeFormat.json()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    for (Class<?> type : List.of(List.class, String.class)) {
      mapper.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }

  /**
   * The outcomes of the image {@code name}, one for each platform; where no image is called so,
   * those of the only image that has {@code name} in its reference.
   *
   * @throws IOException where the report cannot be read, or has no such image or several
   */
  public static List<AuditOutcome> of(RecordedAudit report, String name) throws IOException {
    List<JsonNode> exact = new ArrayList<>();
    List<JsonNode> similar = new ArrayList<>();
    report.read(
        image -> {
          String reference = image.path("reference").asText();
          if (reference.equals(name)) {
            exact.add(image);
          } else if (exact.isEmpty() && similar.size() <= NAMED && reference.contains(name)) {
            similar.add(image);
          }
          return true;
        });
    List<JsonNode> found = exact.isEmpty() ? similar : exact;
    List<String> references =
        found.stream().map(image -> image.path("reference").asText()).distinct().toList();
    if (references.size() != 1) {
      throw new IOException(
          references.isEmpty()
              ? "the report has no image " + VisibleText.of(name)
              : "the report has several images %s: %s"
                  .formatted(
                      VisibleText.of(name),
                      references.stream().map(VisibleText::of).collect(Collectors.joining(", "))));
    }
    List<AuditOutcome> outcomes = new ArrayList<>();
    for (JsonNode image : found) {
      outcomes.add(outcome(image));
    }
    return outcomes;
  }

  /** The outcome that an entry of a report of any schema version 1 tells of. */
  static AuditOutcome outcome(JsonNode image) throws IOException {
    try {
      return MAPPER.treeToValue(completed(image), AuditOutcome.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          "the report's entry of %s is damaged, or a later version has written it"
              .formatted(VisibleText.of(image.path("reference").asText())),
          e);
    }
  }

  /** What came with later schema versions, and has no empty value of its own. */
  private static JsonNode completed(JsonNode image) {
    if (image instanceof ObjectNode outcome) {
      for (String later : List.of("duplicates", "breakdown")) {
        if (!outcome.has(later)) {
          outcome.putObject(later);
        }
      }
      if (outcome.get("verdict") instanceof ObjectNode verdict && !verdict.has("gains")) {
        verdict.putObject("gains");
      }
    }
    return image;
  }
}
