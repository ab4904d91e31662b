package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Projection.Range;
import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.prove.Proof;
import dev.imageaudit.prove.ProvenImage;
import dev.imageaudit.prove.RunResult;
import dev.imageaudit.prove.WrittenImage;
import dev.imageaudit.prove.WrittenLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProofReportTest {
  private static final String NAME = "proof-" + ProofReport.SCHEMA_VERSION + ".schema.json";
  private static final Digest DIGEST = Digest.parse("sha256:" + "a1".repeat(32));
  private static final RunResult ENDED =
      new RunResult(
          RunResult.Ending.EXITED,
          3,
          "out",
          "err",
          Optional.of(new RunResult.Answer(Optional.of(200), "", "")));
  private static final RunResult NOT_STARTED =
      new RunResult(RunResult.Ending.NOT_STARTED, 0, "", "", Optional.empty());

  private static final Proof PROVED = new Proof.Proved(ENDED, ENDED);
  private static final Proof DIFFERS =
      new Proof.Differs(
          ENDED,
          NOT_STARTED,
          List.of(new Proof.Difference("exit code", "3", "0")),
          List.of(new Proof.MissedFile("libz.so.1", List.of("/usr/lib/libz.so.1"), "Keep it.")));

  private static String json(Proof proof, Optional<String> base) throws IOException {
    Descriptor descriptor =
        new Descriptor(
            "application/vnd.oci.image.layer.v1.tar+gzip",
            DIGEST,
            100,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    Range range = new Range(90, 100, 110);
    return ProofReport.json(
        new FleetAudit.Tool("image-audit", "0.1.0"),
        new ProvenImage(
            "shop/api:1",
            Platform.parse("linux/amd64"),
            new Projection("minimal", range, range, range, range),
            base,
            "oci:out/minimal",
            new WrittenImage(
                Path.of("out/minimal"),
                "minimal",
                descriptor,
                descriptor,
                List.of(new WrittenLayer(descriptor, new DiffId(DIGEST), 200))),
            proof));
  }

  private static List<?> errors(String report) throws IOException {
    try (InputStream in = ProofReport.class.getResourceAsStream(NAME)) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
      return schema.validate(report, InputFormat.JSON);
    }
  }

  static Stream<Proof> proofs() {
    return Stream.of(PROVED, DIFFERS, new Proof.NotRun("there is no daemon"));
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void everyProofIsAsTheSchemaSays(Proof proof) throws IOException {
    assertThat(errors(json(proof, Optional.of("debian:12-slim")))).isEmpty();
    assertThat(errors(json(proof, Optional.empty()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "\"result\": \"differs\" -> \"result\": \"unlike\"",
        "\"projection\": \"minimal\" -> \"projection\": \"tiny\"",
        "\"ending\": \"not-started\" -> \"ending\": \"never\"",
        "\"missedFiles\" -> \"missing\"",
        "\"real\": 100 -> \"real\": -1",
        "\"diffId\": \"sha256: -> \"diffId\": \"md5:",
      })
  void whatTheSchemaDoesNotKnowIsNot(String before, String after) throws IOException {
    String report = json(DIFFERS, Optional.empty());

    assertThat(report).contains(before);
    assertThat(errors(report.replace(before, after))).isNotEmpty();
  }

  @Test
  void theErrorIsInPartsOfTheRealSize() throws IOException {
    assertThat(
            new ObjectMapper()
                .readTree(json(PROVED, Optional.empty()))
                .at("/uncompressedBytes/error")
                .asDouble())
        .isEqualTo(-0.5);
  }
}
