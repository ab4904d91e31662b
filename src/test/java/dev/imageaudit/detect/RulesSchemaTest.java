package dev.imageaudit.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesSchemaTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = KnowledgeBase.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  private static List<?> errors(String rules) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(resource("rules.schema.json"));
    return schema.validate(rules, InputFormat.YAML);
  }

  static Stream<String> files() {
    return KnowledgeBase.FILES.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theRulesAreValid(String file) throws IOException {
    assertThat(errors(resource(file))).isEmpty();
  }

  @Test
  void whatTheSchemaDoesNotKnowIsNot() throws IOException {
    String tools = resource("tools.yaml");

    assertThat(errors(tools.replaceFirst("kind: vcs", "kind: versions"))).isNotEmpty();
    assertThat(errors(tools.replaceFirst("ecosystem:", "system:"))).isNotEmpty();
    assertThat(errors(tools.replaceFirst("elf: any", "elf: some"))).isNotEmpty();
  }

  @Test
  void itsClosedSetsAreTheProgramsOwn() throws IOException {
    JsonNode rule =
        new ObjectMapper().readTree(resource("rules.schema.json")).at("/$defs/rule/properties");

    assertThat(texts(rule.at("/kind/enum")))
        .isEqualTo(Stream.of(Kind.values()).map(Kind::code).toList());
    assertThat(texts(rule.at("/mechanism/enum")))
        .containsExactlyInAnyOrderElementsOf(Mechanism.ALL.keySet());
    assertThat(texts(rule.at("/ownership/enum")))
        .allSatisfy(code -> assertThat(Ownership.of(code)).isNotNull());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
