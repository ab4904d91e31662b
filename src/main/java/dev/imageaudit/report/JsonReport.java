package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The report for programs, {@code audit.json}: UTF-8, as {@code audit-1.2.0.schema.json} beside
 * this class describes it. It holds one image in memory at a time.
 */
public final class JsonReport implements ReportWriter {
  /** The version of the fields' meaning; a new field raises the second number. */
  public static final String SCHEMA_VERSION = "1.2.0";

  private final ObjectMapper mapper =
      OutcomeFormat.json().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private final Optional<GateResult> judged;

  /** A report of a run without a policy. */
  public JsonReport() {
    this(Optional.empty());
  }

  /** A report that says what the policy says, if there is one. */
  public JsonReport(Optional<GateResult> judged) {
    this.judged = judged;
  }

  @Override
  public String fileName() {
    return "audit.json";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    ObjectWriter images = mapper.writerFor(AuditOutcome.class);
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(indented());
      json.writeStartObject();
      json.writeStringField("schemaVersion", SCHEMA_VERSION);
      json.writePOJOField("tool", fleet.tool());
      json.writePOJOField("run", fleet.run());
      json.writePOJOField("fleet", fleet.totals());
      json.writePOJOField("bases", fleet.bases());
      json.writePOJOField("savings", fleet.savings());
      if (judged.isPresent()) {
        json.writePOJOField("gate", judged.get());
      }
      json.writeArrayFieldStart("images");
      for (AuditOutcome outcome : fleet.outcomes()) {
        images.writeValue(json, outcome);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** The same on every operating system: a value a line, ended by a line feed. */
  static DefaultPrettyPrinter indented() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter()
        .withObjectIndenter(lines)
        .withArrayIndenter(lines)
        .withSeparators(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
  }
}
