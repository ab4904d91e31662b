package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {
  private static final Path SCHEMA = Path.of("docs/image-audit.schema.json");

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  private ExitCode run(String... arguments) {
    environment.put("HOME", directory.toString());
    return new Main(
            new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                false))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String config(String yaml) throws Exception {
    return "--config=" + Files.writeString(directory.resolve("ours.yaml"), yaml);
  }

  @Test
  void showSaysEachValueAndWhereItComesFrom() throws Exception {
    environment.put("IMAGE_AUDIT_PLATFORM", "linux/arm64");

    assertThat(run("config", "show", "audit", config("exclude: ['*-ci']\naudit: {jobs: 3}\n")))
        .isEqualTo(ExitCode.COMPLETE);

    assertThat(out())
        .contains("audit:\n")
        .contains("  platform: \"linux/arm64\"  # IMAGE_AUDIT_PLATFORM\n")
        .contains("  exclude: [\"*-ci\"]  # " + directory.resolve("ours.yaml") + ":1\n")
        .contains("  jobs: 3  # " + directory.resolve("ours.yaml") + ":2\n")
        .contains("  # output: out (default)\n")
        .contains("  # template: not set\n");
  }

  @Test
  void whatShowPrintsIsAConfigurationFile() throws Exception {
    run("config", "show", config("exclude: ['*-ci']\njobs: 3\nquiet: true\n"));
    Files.writeString(directory.resolve("shown.yaml"), out());

    JsonNode shown = new YAMLMapper().readTree(out());
    assertThat(shown.at("/audit/exclude/0").textValue()).isEqualTo("*-ci");
    assertThat(shown.at("/audit/jobs").intValue()).isEqualTo(3);
    ConfigurationFile.read(directory.resolve("shown.yaml"), names());
  }

  @Test
  void secretsAreMasked() throws Exception {
    run(
        "config",
        "show",
        config(
            "template: https://me:hunter2hunter2@example.com/x\nexclude: ghp_a8Fk3Lq0Zx9Wn4Vb7Tc2Ys6Rd1Pe5Mg0HjK2\n"));

    assertThat(out()).contains("https://***@example.com/x").doesNotContain("hunter2");
    assertThat(out()).doesNotContain("ghp_a8Fk3Lq0Zx9Wn4Vb7Tc2Ys6Rd1Pe5Mg0HjK2");
  }

  @Test
  void aVariableThatSetsNothingIsNamed() throws Exception {
    environment.put("IMAGE_AUDIT_OUTPTU", "x");
    environment.put("IMAGE_AUDIT_SERVICE_HOST", "10.0.0.1");

    run("config", "show", config(""));

    assertThat(out())
        .contains("# ignored: IMAGE_AUDIT_OUTPTU, did you mean IMAGE_AUDIT_OUTPUT?\n")
        .contains("# ignored: IMAGE_AUDIT_SERVICE_HOST\n");
  }

  @Test
  void aRunTakesItsOptionsFromTheFile() throws Exception {
    Path output = directory.resolve("reports");
    String yaml = "images: sample-images/fleet.csv\noutput: %s\nquiet: true\n".formatted(output);

    assertThat(run("audit", config(yaml))).isEqualTo(ExitCode.COMPLETE);

    assertThat(output.resolve("audit.json")).exists();
    assertThat(out()).isEmpty();
  }

  @Test
  void aWrongFileEndsTheRunBeforeItBegins() throws Exception {
    assertThat(run("audit", config("outptu: x\n"))).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("ours.yaml:1: there is no option outptu; did you mean output?");
  }

  @Test
  void theSchemaOfTheDocumentationIsTheProgramsOwn() throws Exception {
    assertThat(run("config", "schema")).isEqualTo(ExitCode.COMPLETE);

    assertThat(out())
        .as("update with: java -jar target/image-audit.jar config schema > " + SCHEMA)
        .isEqualTo(Files.readString(SCHEMA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {output: out, exclude: [a, b], audit: {jobs: 3}} | true
          {exclude: a, quiet: false}                       | true
          {outputs: out}                                   | false
          {jobs: many}                                     | false
          {audit: {quiet: maybe}}                          | false
          """)
  void theSchemaAgreesWithTheReader(String yaml, boolean isRight) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);

    assertThat(schema.validate(yaml, InputFormat.YAML).isEmpty()).isEqualTo(isRight);
  }

  private static OptionNames names() {
    return new OptionNames(Main.WORK);
  }
}
