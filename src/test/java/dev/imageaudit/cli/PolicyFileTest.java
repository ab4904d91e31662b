package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.imageaudit.report.Limit;
import dev.imageaudit.report.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  private static final Path SCHEMA = Path.of("docs/policy.schema.json");

  @TempDir private Path directory;

  @Test
  void theDocumentsExampleIsAPolicy() throws IOException, UsageException {
    Policy policy = policy(example());

    assertThat(policy.rules()).extracting(Policy.Rule::name).contains("no-secrets", "shop-size");
    Policy.Rule size = policy.rules().get(1);
    assertThat(size.maxima())
        .containsEntry(Limit.SIZE, 250_000_000L)
        .containsEntry(Limit.RESIDUE, 20_500_000L);
    assertThat(size.scope().groups()).containsExactly("shop");
    Policy.Waiver exception = policy.exceptions().get(0);
    assertThat(exception.expires()).isEqualTo(LocalDate.parse("2027-03-31"));
    assertThat(exception.rules()).containsExactly("shop-size");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: []                                    | :1: a policy has rules",
        "limits: []                                   | :1: there is no key limits",
        "rules:~- name: a~  maxSise: 1MB               | :3: there is no key maxSise; did you mean"
            + " maxSize?",
        "rules:~- name: a~  maxSize: big               | :3: maxSize takes a size such as 250MB",
        "rules:~- name: a                              | :2: the rule a limits nothing",
        "rules:~- maxSize: 1MB                         | :2: a rule has a name",
        "rules:~- name: a~  forbidKinds: [compilr]     | :3: there is no forbidKinds of the name"
            + " compilr; did you mean compiler?",
        "rules:~- name: a~  maxSecrets: few            | :3: maxSecrets takes a whole number",
        "rules:~- {name: a, maxSecrets: 0}~- {name: a, maxSecrets: 0} | :3: there are two rules a",
        "rules:~- {name: a, maxSecrets: 0}~exceptions:~- {images: x, owner: o, expires: 2027-01-01}"
            + " | :4: an exception says owner, reason and expires: reason",
        "rules:~- {name: a, maxSecrets: 0}~exceptions:~- {owner: o, reason: r, expires: 2027-01-01}"
            + " | :4: an exception says for which images",
        "rules:~- {name: a, maxSecrets: 0}~exceptions:~- {images: x, owner: o, reason: r, expires:"
            + " soon} | :4: expires takes a day such as 2027-03-31",
        "rules:~- {name: size, maxSecrets: 0}~exceptions:~- {images: x, rules: sise, owner: o,"
            + " reason: r, expires: 2027-01-01} | :4: there is no rule sise; did you mean size?",
        "rules: [                                      | :1: ",
        "rules: 7                                      | :1: rules takes a list",
      })
  void aMistakeIsSaidWithItsLine(String text, String message) {
    assertThatThrownBy(() -> policy(text.replace('~', '\n')))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("policy.yaml" + message);
  }

  @Test
  void theSchemaForEditorsHasTheSameKeys() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(SCHEMA.toFile());

    assertThat(schema.at("/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(PolicyFile.PARTS);
    assertThat(schema.at("/properties/rules/items/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(PolicyFile.RULE);
    assertThat(schema.at("/properties/exceptions/items/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(PolicyFile.EXCEPTION);
  }

  @Test
  void theSchemaForEditorsKnowsTheExample() throws IOException {
    String example = new ObjectMapper(new YAMLFactory()).readTree(example()).toString();

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(SCHEMA))
                .validate(example, InputFormat.JSON))
        .isEmpty();
  }

  private Policy policy(String text) throws IOException, UsageException {
    Path file = directory.resolve("policy.yaml");
    Files.writeString(file, text);
    return PolicyFile.read(file);
  }

  private static String example() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/gate.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
