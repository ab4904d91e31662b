package dev.imageaudit.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.commons.cli.Option;

/**
 * The JSON Schema of a configuration file, made from the options.
 *
 * @see <a href="https://json-schema.org/draft-07/schema">JSON Schema, draft 7</a>, which editors
 *     know
 */
final class ConfigurationSchema {
  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

  private ConfigurationSchema() {}

  /** The schema, indented. */
  static String of(OptionNames names) {
    ObjectNode schema = object();
    schema.put("$schema", DRAFT);
    schema.put("$id", "urn:image-audit:schema:config");
    schema.put("title", "image-audit.yaml");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = properties(names, names.all());
    for (String command : names.commands()) {
      ObjectNode own = properties.putObject(command);
      own.put("description", "for the command " + command + " alone");
      own.put("type", "object");
      own.put("additionalProperties", false);
      own.set("properties", properties(names, names.of(command)));
    }
    schema.set("properties", properties);
    return schema.toPrettyString();
  }

  private static ObjectNode properties(OptionNames names, List<String> options) {
    ObjectNode properties = object();
    for (String name : options) {
      Option option = names.option(name);
      ObjectNode property = properties.putObject(name);
      property.put("description", option.getDescription());
      switch (OptionKind.of(option)) {
        case FLAG -> property.put("type", "boolean");
        case NUMBER -> property.put("type", "integer").put("minimum", 1);
        case TEXT -> property.putArray("type").add("string").add("number");
        case LIST -> {
          property.putArray("type").add("string").add("array");
          property.putObject("items").put("type", "string");
        }
      }
    }
    return properties;
  }

  private static ObjectNode object() {
    return new ObjectMapper().createObjectNode();
  }
}
