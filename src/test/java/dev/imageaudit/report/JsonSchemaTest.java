package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.Stage;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.packages.PackageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {
  private static final String NAME = "audit-" + JsonReport.SCHEMA_VERSION + ".schema.json";

  @Test
  void reportsAreValid() throws IOException {
    assertThat(errors(JsonReportTest.written(FakeFleet.hostile()))).isEmpty();
    assertThat(errors(JsonReportTest.written(FakeFleet.empty()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "\"status\": \"audited\" -> \"status\": \"failed\"",
        "\"kind\": \"compiler\" -> \"kind\": \"toolchain\"",
        "\"reason\": \"not-an-image\" -> \"reason\": \"no reason\"",
        "\"workingDir\" -> \"directory\"",
        "\"compressedBytes\": 330 -> \"compressedBytes\": -1",
        "\"digest\": \"sha256: -> \"digest\": \"md5:",
      })
  void whatTheSchemaDoesNotKnowIsNot(String before, String after) throws IOException {
    String report = JsonReportTest.written(FakeFleet.hostile());

    assertThat(report).contains(before);
    assertThat(errors(report.replace(before, after))).isNotEmpty();
  }

  @Test
  void itsClosedSetsAreTheProgramsOwn() throws IOException {
    JsonNode defs = new ObjectMapper().readTree(schema()).get("$defs");

    assertThat(texts(defs.at("/finding/properties/kind/enum")))
        .isEqualTo(codes(Kind.values(), Kind::code));
    assertThat(texts(defs.at("/package/properties/type/enum")))
        .isEqualTo(codes(PackageFormat.values(), PackageFormat::type));
    assertThat(texts(defs.at("/failure/properties/reason/enum")))
        .isEqualTo(codes(FailureReason.values(), FailureReason::code));
    assertThat(texts(defs.at("/failure/properties/stage/enum")))
        .isEqualTo(codes(Stage.values(), Stage::code));
    assertThat(texts(defs.at("/verdict/properties/code/enum")))
        .isEqualTo(codes(Verdict.Code.values(), Verdict.Code::code));
    assertThat(texts(defs.at("/confidence/enum")))
        .isEqualTo(codes(Confidence.values(), Confidence::code));
  }

  @Test
  void everyFieldIsDescribed() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(schema());

    for (JsonNode properties : schema.findValues("properties")) {
      for (JsonNode field : properties) {
        assertThat(field.has("description") || field.has("$ref")).as(field.toString()).isTrue();
      }
    }
  }

  static List<?> errors(String report) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema());
    return schema.validate(report, InputFormat.JSON);
  }

  private static String schema() throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream(NAME)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private static <T> List<String> codes(T[] values, Function<T, String> code) {
    return Arrays.stream(values).map(code).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
