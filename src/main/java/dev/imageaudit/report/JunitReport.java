package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditOutcome.Failure;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.report.GateResult.Breach;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for build servers, {@code junit.xml}: a test case for each image, which fails where a
 * refactor is worth the work, is in error where the image could not be audited, and passes
 * otherwise. Where there is a policy, a test case fails where the image breaks it, and not else.
 *
 * @see <a href="https://github.com/jenkinsci/xunit-plugin">The schema that Jenkins holds it to</a>
 */
public final class JunitReport implements ReportWriter {
  private static final int FINDINGS = 20;

  private final Optional<Map<String, List<Breach>>> breaches;

  /** A report of a run without a policy. */
  public JunitReport() {
    this(Optional.empty());
  }

  /** A report in which breaking the policy, if there is one, is what fails. */
  public JunitReport(Optional<GateResult> judged) {
    this.breaches =
        judged.map(
            result ->
                result.breaches().stream()
                    .collect(
                        Collectors.groupingBy(
                            b -> b.reference() + b.platform().map(p -> " " + p).orElse(""))));
  }

  @Override
  public String fileName() {
    return "junit.xml";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      writeSuites(fleet, xml);
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  private void writeSuites(FleetAudit fleet, XMLStreamWriter xml) throws XMLStreamException {
    FleetTotals totals = fleet.totals();
    xml.writeStartElement("testsuites");
    attribute(xml, "name", fleet.tool().name());
    writeCounts(totals, xml);
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", fleet.tool().name());
    writeCounts(totals, xml);
    attribute(xml, "skipped", String.valueOf(totals.skipped()));
    attribute(
        xml,
        "timestamp",
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            fleet.run().started().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)));
    attribute(xml, "version", fleet.tool().version());
    for (AuditOutcome outcome : fleet.outcomes()) {
      xml.writeCharacters("\n");
      writeCase(outcome, xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private void writeCounts(FleetTotals totals, XMLStreamWriter xml) throws XMLStreamException {
    attribute(xml, "tests", String.valueOf(totals.images()));
    attribute(xml, "failures", String.valueOf(breaches.map(Map::size).orElse(totals.candidates())));
    attribute(xml, "errors", String.valueOf(totals.failed()));
  }

  private void writeCase(AuditOutcome outcome, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "name", name(outcome));
    attribute(xml, "classname", className(outcome));
    if (outcome instanceof ImageAudit image) {
      if (breaches.isPresent()) {
        writeBreaches(breaches.get().getOrDefault(name(image), List.of()), image, xml);
      } else if (image.verdict().isCandidate()) {
        String code = image.verdict().code().code();
        writeProblem(xml, "failure", code, image.verdict().summary(), details(image));
      } else {
        writeVerdict(image, xml);
      }
    } else if (outcome instanceof AuditOutcome.Failed failed) {
      writeFailure(xml, "error", failed.failure());
    } else if (outcome instanceof AuditOutcome.Skipped skipped) {
      writeFailure(xml, "skipped", skipped.failure());
    }
    xml.writeEndElement();
  }

  private static void writeBreaches(List<Breach> found, ImageAudit image, XMLStreamWriter xml)
      throws XMLStreamException {
    if (found.isEmpty()) {
      writeVerdict(image, xml);
      return;
    }
    writeProblem(
        xml,
        "failure",
        found.get(0).rule(),
        found.stream().map(Breach::message).collect(Collectors.joining("; ")),
        found.stream()
            .map(b -> VisibleText.of("%s (%s): %s".formatted(b.rule(), b.limit(), b.fix())) + "\n")
            .collect(Collectors.joining()));
  }

  private static void writeVerdict(ImageAudit image, XMLStreamWriter xml)
      throws XMLStreamException {
    writeOutput(xml, image.verdict().code().code() + ": " + image.verdict().summary());
  }

  private static String name(AuditOutcome outcome) {
    return outcome.reference() + outcome.platform().map(p -> " " + p).orElse("");
  }

  /** Groups the images of a repository as build servers group the methods of a class. */
  private static String className(AuditOutcome outcome) {
    Optional<ResolvedName> resolved = outcome.resolved();
    return resolved.flatMap(ResolvedName::registry).map(registry -> registry + "/").orElse("")
        + resolved.flatMap(ResolvedName::repository).orElse(outcome.reference());
  }

  private static void writeFailure(XMLStreamWriter xml, String element, Failure failure)
      throws XMLStreamException {
    writeProblem(
        xml,
        element,
        failure.reason().code(),
        failure.message(),
        "stage: " + failure.stage().code());
  }

  private static void writeProblem(
      XMLStreamWriter xml, String element, String type, String message, String details)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute(xml, "type", type);
    attribute(xml, "message", message);
    xml.writeCharacters(details);
    xml.writeEndElement();
  }

  private static void writeOutput(XMLStreamWriter xml, String text) throws XMLStreamException {
    xml.writeStartElement("system-out");
    xml.writeCharacters(VisibleText.of(text));
    xml.writeEndElement();
  }

  /** What is saved, and by what, a line each. */
  private static String details(ImageAudit image) {
    StringBuilder lines = new StringBuilder();
    Saving saving = Saving.of(image);
    lines.append(
        "saved: %d of %d compressed bytes\n"
            .formatted(saving.range().expected(), image.size().compressedBytes()));
    image.findings().stream()
        .filter(finding -> !finding.neededAtRuntime())
        .limit(FINDINGS)
        .forEach(finding -> lines.append(VisibleText.of(line(finding))).append('\n'));
    if (image.findings().size() > FINDINGS) {
      lines.append("further findings are in the other reports\n");
    }
    return lines.toString();
  }

  private static String line(Finding finding) {
    return finding.kind().code()
        + ": "
        + finding.name()
        + finding.version().map(version -> " " + version).orElse("")
        + ", "
        + finding.compressedBytes()
        + " compressed bytes, at "
        + String.join(", ", finding.paths().roots());
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, VisibleText.of(value));
  }
}
