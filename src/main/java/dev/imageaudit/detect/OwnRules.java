package dev.imageaudit.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user adds to the knowledge, or takes out of it.
 *
 * @param rules new ones, and others in place of those with the same id
 * @param disabled ids of rules that are not to apply
 */
record OwnRules(List<Rule> rules, Set<String> disabled) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  OwnRules {
    rules = List.copyOf(rules);
    disabled = Set.copyOf(disabled);
  }

  /**
   * Reads a list of rules; an entry of nothing but {@code id} and {@code disabled: true} disables.
   *
   * @throws InvalidKnowledgeException where an entry is wrong: file, line, field and why
   */
  static OwnRules read(String file, String text) {
    Set<String> disabled = new LinkedHashSet<>();
    ArrayNode enabled = YAML.createArrayNode();
    try {
      JsonNode entries = YAML.readTree(text);
      if (entries == null || !entries.isArray()) {
        throw new InvalidKnowledgeException(file, "document", "is no list of rules");
      }
      for (JsonNode entry : entries) {
        if (entry.path("disabled").asBoolean(false)) {
          disabled.add(entry.path("id").asText());
        } else {
          enabled.add(entry);
        }
      }
      return new OwnRules(RuleReader.read(file, YAML.writeValueAsString(enabled)), disabled);
    } catch (JsonProcessingException e) {
      throw new InvalidKnowledgeException(
          file + ", line " + e.getLocation().getLineNr(),
          "document",
          e.getOriginalMessage().lines().map(String::strip).collect(Collectors.joining(" ")));
    } catch (InvalidKnowledgeException e) {
      throw e.at(lineOf(e.entry(), text));
    }
  }

  /** The line of the entry that a message names first, from 1; 0 where it is not found. */
  private static int lineOf(String entry, String text) {
    String id = entry.replaceFirst(",.*", "");
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().matches("-?\\s*\"?id\"?\\s*:\\s*[\"']?\\Q" + id + "\\E[\"']?.*")) {
        return i + 1;
      }
    }
    return 0;
  }
}
