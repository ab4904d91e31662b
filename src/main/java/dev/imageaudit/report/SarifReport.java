package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditOutcome.Failure;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ListedDuplicates;
import dev.imageaudit.audit.OutcomeFormat;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.report.Sarif.MultiformatMessage;
import dev.imageaudit.report.Sarif.Notice;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The report for code scanning, {@code audit.sarif}: a result for each finding and each cause of
 * duplicates, a notification for each image that failed or was skipped.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class SarifReport implements ReportWriter {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final ObjectMapper mapper =
      OutcomeFormat.json().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
  private final List<RuleSummary> rules;

  /** With what is known of {@code rules}; others that have found something are described too. */
  public SarifReport(List<RuleSummary> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public String fileName() {
    return "audit.sarif";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      writeRun(fleet, json);
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Passes over the fleet twice, for the results refer to the rules before them. */
  private void writeRun(FleetAudit fleet, JsonGenerator json) throws IOException {
    SarifRules used = new SarifRules(rules);
    TreeSet<String> notices = new TreeSet<>();
    json.writeStartObject();
    writeInvocations(fleet, json, used, notices);
    json.writePOJOField(
        "tool",
        new Sarif.Tool(
            new Sarif.ToolComponent(
                fleet.tool().name(),
                fleet.tool().version(),
                new MultiformatMessage(
                    "Finds what container images ship that only their build needed."),
                used.descriptors(),
                notices.stream().map(Notice::new).toList())));
    json.writePOJOField("automationDetails", Map.of("id", fleet.tool().name() + "/"));
    json.writePOJOField("originalUriBaseIds", SarifResults.URI_BASE);
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    for (AuditOutcome outcome : fleet.outcomes()) {
      if (outcome instanceof ImageAudit image) {
        writeResults(image, used, json);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeResults(ImageAudit image, SarifRules used, JsonGenerator json)
      throws IOException {
    SarifResults results = new SarifResults(image);
    for (Finding finding : image.findings()) {
      json.writePOJO(results.of(finding, used.indexOf(finding.rule())));
    }
    for (ListedDuplicates.Group group : image.duplicates().groups()) {
      json.writePOJO(results.of(group, used.indexOf(DuplicateGuide.of(group.cause()).rule())));
    }
  }

  private static void writeInvocations(
      FleetAudit fleet, JsonGenerator json, SarifRules used, SortedSet<String> notices)
      throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", fleet.totals().failed() == 0);
    json.writeStringField("startTimeUtc", fleet.run().started().toString());
    json.writeStringField("endTimeUtc", fleet.run().ended().toString());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (AuditOutcome outcome : fleet.outcomes()) {
      if (outcome instanceof ImageAudit image) {
        image.findings().forEach(used::add);
        image.duplicates().groups().forEach(group -> used.add(group.cause()));
      } else if (outcome instanceof AuditOutcome.Failed failed) {
        notices.add(failed.failure().reason().code());
        json.writePOJO(notification(outcome, failed.failure(), "error"));
      } else if (outcome instanceof AuditOutcome.Skipped skipped) {
        notices.add(skipped.failure().reason().code());
        json.writePOJO(notification(outcome, skipped.failure(), "note"));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static Sarif.Notification notification(
      AuditOutcome outcome, Failure failure, String level) {
    return new Sarif.Notification(
        new Sarif.DescriptorReference(failure.reason().code()),
        level,
        new Sarif.Message(
            SarifText.message(
                outcome.reference()
                    + ": "
                    + failure.reason().code()
                    + " at the stage "
                    + failure.stage().code()
                    + ": "
                    + failure.message())),
        List.of(SarifResults.location(outcome)));
  }
}
