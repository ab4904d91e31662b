package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditOutcome.Failure;
import dev.imageaudit.audit.BaseEvidence;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.Labels;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.estimate.Effort;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.report.RefactorAdvice.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of one image in the workbook, named as in {@code audit.json} where they are there. */
final class ImageFields {
  private static final String LABELS = "labels.";
  private static final int TOP_FINDINGS = 3;

  /** Of an audited, failed or skipped image; what it does not have is blank. */
  static final Fields<AuditOutcome> ALL = new Fields<>(named(), ImageFields::label);

  private ImageFields() {}

  private static Map<String, Function<AuditOutcome, CellValue>> named() {
    Map<String, Function<AuditOutcome, CellValue>> fields = new LinkedHashMap<>();
    fields.put("reference", o -> CellValue.of(o.reference()));
    fields.put("name", o -> CellValue.of(name(o)));
    fields.put(
        "digest",
        o -> CellValue.ofText(o.resolved().flatMap(ResolvedName::digest).map(Digest::toString)));
    fields.put("platform", o -> CellValue.ofText(o.platform().map(Platform::toString)));
    fields.put("status", o -> CellValue.of(status(o)));
    addLabels(fields);
    addVerdict(fields);
    addContents(fields);
    addFailure(fields);
    return fields;
  }

  private static void addLabels(Map<String, Function<AuditOutcome, CellValue>> fields) {
    fields.put(LABELS + "owner", o -> CellValue.ofText(o.labels().owner()));
    fields.put(LABELS + "group", o -> CellValue.ofText(o.labels().group()));
    fields.put(LABELS + "environment", o -> CellValue.ofText(o.labels().environment()));
    fields.put(LABELS + "instances", o -> CellValue.ofCount(o.labels().instances()));
    fields.put(LABELS + "pullsPerMonth", o -> CellValue.ofCount(o.labels().pullsPerMonth()));
    fields.put(LABELS + "others", o -> CellValue.of(others(o.labels())));
  }

  private static String others(Labels labels) {
    return labels.others().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  /** A further column of the fleet list: {@code labels.costCentre}. */
  private static Optional<Function<AuditOutcome, CellValue>> label(String name) {
    if (!name.startsWith(LABELS)) {
      return Optional.empty();
    }
    String column = name.substring(LABELS.length());
    return Optional.of(o -> CellValue.ofText(Optional.ofNullable(o.labels().others().get(column))));
  }

  private static void addVerdict(Map<String, Function<AuditOutcome, CellValue>> fields) {
    put(fields, "verdict.code", i -> CellValue.of(i.verdict().code().code()));
    put(fields, "verdict.summary", i -> CellValue.of(i.verdict().summary()));
    put(fields, "verdict.effort", i -> CellValue.ofText(i.verdict().effort().map(Effort::code)));
    put(fields, "verdict.warnings", i -> CellValue.of(String.join(" ", i.verdict().warnings())));
    put(
        fields,
        "effort",
        i -> CellValue.ofText(RefactorAdvice.effort(i.verdict()).map(Level::code)));
    put(fields, "risk", i -> CellValue.ofText(RefactorAdvice.risk(i).map(Level::code)));
    put(fields, "size.compressedBytes", i -> CellValue.of(i.size().compressedBytes()));
    put(fields, "size.uncompressedBytes", i -> CellValue.of(i.size().uncompressedBytes()));
    put(fields, "size.fileBytes", i -> CellValue.of(i.size().fileBytes()));
    put(fields, "saving.expectedBytes", i -> CellValue.of(Saving.of(i).range().expected()));
    put(fields, "saving.lowBytes", i -> CellValue.of(Saving.of(i).range().low()));
    put(fields, "saving.highBytes", i -> CellValue.of(Saving.of(i).range().high()));
    put(fields, "saving.afterBytes", i -> CellValue.of(Saving.of(i).afterBytes()));
    put(
        fields,
        "saving.share",
        i -> CellValue.share(Saving.of(i).range().expected(), i.size().compressedBytes()));
  }

  private static void addContents(Map<String, Function<AuditOutcome, CellValue>> fields) {
    put(fields, "base.name", i -> CellValue.ofText(i.base().name()));
    put(
        fields,
        "base.confidence",
        i -> CellValue.ofText(i.base().confidence().map(Confidence::code)));
    put(fields, "base.version", i -> CellValue.ofText(i.base().version()));
    put(
        fields,
        "base.evidence",
        i -> CellValue.ofText(i.base().evidence().map(BaseEvidence::code)));
    put(fields, "base.layers", i -> CellValue.of(i.base().layers()));
    put(fields, "base.claimed", i -> CellValue.ofText(i.base().claimed()));
    put(fields, "findings.top", i -> CellValue.of(topFindings(i)));
    put(fields, "findings.count", i -> CellValue.of(i.findings().size()));
    put(fields, "duplicates.bytes", i -> CellValue.of(i.duplicates().bytes()));
    put(fields, "duplicates.compressedBytes", i -> CellValue.of(i.duplicates().compressedBytes()));
    put(fields, "layers.count", i -> CellValue.of(i.layers().size()));
    put(fields, "created", i -> i.created().map(CellValue::time).orElse(CellValue.BLANK));
    put(fields, "config.user", i -> CellValue.of(i.config().user()));
    put(fields, "config.entrypoint", i -> CellValue.of(String.join(" ", i.config().entrypoint())));
    put(fields, "config.cmd", i -> CellValue.of(String.join(" ", i.config().cmd())));
  }

  private static void addFailure(Map<String, Function<AuditOutcome, CellValue>> fields) {
    fields.put("failure.stage", o -> CellValue.ofText(failure(o).map(f -> f.stage().code())));
    fields.put("failure.reason", o -> CellValue.ofText(failure(o).map(f -> f.reason().code())));
    fields.put("failure.message", o -> CellValue.ofText(failure(o).map(Failure::message)));
  }

  private static void put(
      Map<String, Function<AuditOutcome, CellValue>> fields,
      String name,
      Function<ImageAudit, CellValue> value) {
    fields.put(name, o -> o instanceof ImageAudit image ? value.apply(image) : CellValue.BLANK);
  }

  private static String status(AuditOutcome outcome) {
    if (outcome instanceof ImageAudit) {
      return "audited";
    }
    return outcome instanceof AuditOutcome.Failed ? "failed" : "skipped";
  }

  private static Optional<Failure> failure(AuditOutcome outcome) {
    if (outcome instanceof AuditOutcome.Failed failed) {
      return Optional.of(failed.failure());
    }
    return outcome instanceof AuditOutcome.Skipped skipped
        ? Optional.of(skipped.failure())
        : Optional.empty();
  }

  /** The reference as people say it: without the registry, a digest's first digits only. */
  private static String name(AuditOutcome outcome) {
    String reference = outcome.reference();
    String registry =
        outcome.resolved().flatMap(ResolvedName::registry).map(host -> host + "/").orElse("");
    String local =
        reference.startsWith(registry) ? reference.substring(registry.length()) : reference;
    return local.replaceFirst("(@sha\\d+:[0-9a-f]{12})[0-9a-f]+$", "$1…");
  }

  private static String topFindings(ImageAudit image) {
    return image.findings().stream()
        .filter(finding -> !finding.neededAtRuntime())
        .limit(TOP_FINDINGS)
        .map(f -> f.name() + " (" + ByteText.of(f.compressedBytes()) + ")")
        .collect(Collectors.joining(", "));
  }
}
