package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesReportTest {
  @Test
  void eachLineIsAnImageOfTheJsonReport() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    String text = Written.text(new JsonLinesReport(), FakeFleet.hostile());
    for (String line : text.lines().toList()) {
      lines.add(mapper.readTree(line));
    }
    JsonNode images = mapper.readTree(JsonReportTest.written(FakeFleet.hostile())).get("images");

    assertThat(lines).containsExactlyElementsOf(images);
  }

  @Test
  void aLineIsThereInWholeAsSoonAsItsImageIsDone() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> lines = new ArrayList<>();
    try (JsonLinesReport.Live live = new JsonLinesReport.Live("out", out)) {
      for (AuditOutcome outcome : FakeOutcomes.all()) {
        live.imageDone(outcome);
        assertThat(out.toString(UTF_8)).endsWith("}\n");
        lines.add((int) out.toString(UTF_8).lines().count());
      }
    }
    assertThat(lines).containsExactly(1, 2, 3);
    assertThat(out.toString(UTF_8))
        .isEqualTo(Written.text(new JsonLinesReport(), FakeFleet.hostile()));
  }

  @Test
  void aReaderWhoLeavesDoesNotEndTheRunAndIsSaidInTheEnd() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    JsonLinesReport.Live live = new JsonLinesReport.Live("out/audit.jsonl", full);
    live.imageDone(FakeOutcomes.failed());
    live.imageDone(FakeOutcomes.failed());

    assertThatThrownBy(live::close)
        .hasMessage("cannot write out/audit.jsonl: No space left on device");
  }
}
