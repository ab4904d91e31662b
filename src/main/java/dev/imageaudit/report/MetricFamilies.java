package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.BaseEvidence;
import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.WorkDirectory;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is measured, a family each, of the fleet and of its images. */
final class MetricFamilies implements AutoCloseable {
  private final WorkDirectory work;
  private final List<MetricFamily> all = new ArrayList<>();
  private final MetricFamily images;
  private final MetricFamily fleetCompressed;
  private final MetricFamily fleetUncompressed;
  private final MetricFamily fleetSaved;
  private final MetricFamily candidates;
  private final MetricFamily layers;
  private final MetricFamily fleetDuplicate;
  private final MetricFamily baseImages;
  private final MetricFamily baseUnneeded;
  private final MetricFamily started;
  private final MetricFamily ended;
  private final MetricFamily verdict;
  private final MetricFamily compressed;
  private final MetricFamily uncompressed;
  private final MetricFamily saved;
  private final MetricFamily base;
  private final MetricFamily duplicate;
  private final MetricFamily findings;
  private final MetricFamily findingBytes;
  private final MetricFamily baseFindingBytes;
  private String previous = "";
  private int twins;

  MetricFamilies(WorkDirectory work) throws IOException {
    this.work = work;
    images = family("images", "", "Images of the list, by what became of them.");
    candidates = family("candidates", "", "Images whose refactoring is worth the work.");
    layers = family("unique_layers", "", "Layers with different digests.");
    fleetCompressed =
        family("compressed_bytes", "bytes", "What a registry stores, each unique layer once.");
    fleetUncompressed =
        family("uncompressed_bytes", "bytes", "Each unique layer's tar stream once.");
    fleetSaved =
        family("saved_compressed_bytes", "bytes", "What refactoring every candidate saves.");
    fleetDuplicate =
        family("duplicate_compressed_bytes", "bytes", "What images ship more than once.");
    baseImages = family("base_images", "", "Images that are built on the base.");
    baseUnneeded =
        family(
            "base_unneeded_compressed_bytes",
            "bytes",
            "What the base brings and none of its images needs.");
    started = family("run_start_seconds", "seconds", "When the run started, since the epoch.");
    ended = family("run_end_seconds", "seconds", "When the run ended, since the epoch.");
    verdict =
        family("image_verdict", "", "One for each image: its verdict or failure, and whose it is.");
    compressed = family("image_compressed_bytes", "bytes", "The image's blobs as they travel.");
    uncompressed = family("image_uncompressed_bytes", "bytes", "The image's tar streams.");
    saved =
        family("image_saved_compressed_bytes", "bytes", "What following the verdict should save.");
    base = family("image_base", "", "One for each image whose base is known.");
    duplicate =
        family("image_duplicate_compressed_bytes", "bytes", "What the image ships more than once.");
    findings = family("image_findings", "", "Findings of the image, by kind.");
    findingBytes =
        family(
            "image_finding_compressed_bytes",
            "bytes",
            "Blob bytes of the image's findings, by kind.");
    baseFindingBytes =
        family(
            "image_base_finding_compressed_bytes",
            "bytes",
            "Blob bytes of the image's findings that running does not need and the base brought.");
  }

  private MetricFamily family(String name, String unit, String help) throws IOException {
    MetricFamily family = new MetricFamily(work.path(name), "image_audit_" + name, unit, help);
    all.add(family);
    return family;
  }

  void addFleet(FleetAudit fleet) throws IOException {
    FleetTotals totals = fleet.totals();
    images.add(text(totals.audited()), "status", "audited");
    images.add(text(totals.failed()), "status", "failed");
    images.add(text(totals.skipped()), "status", "skipped");
    candidates.add(text(totals.candidates()));
    layers.add(text(totals.uniqueLayers()));
    fleetCompressed.add(text(totals.compressedBytes()));
    fleetUncompressed.add(text(totals.uncompressedBytes()));
    fleetSaved.add(text(totals.savedCompressedBytes()));
    fleetDuplicate.add(text(totals.duplicateCompressedBytes()));
    for (BaseUse use : fleet.bases()) {
      String[] labels = {"base", use.name(), "evidence", use.evidence().code()};
      baseImages.add(text(use.images()), labels);
      baseUnneeded.add(text(use.unneededCompressedBytes()), labels);
    }
    started.add(seconds(fleet.run().started()));
    ended.add(seconds(fleet.run().ended()));
  }

  void add(AuditOutcome outcome) throws IOException {
    String platform = outcome.platform().map(Platform::toString).orElse("");
    String reference = distinct(outcome.reference(), platform);
    addVerdict(outcome, reference, platform);
    if (outcome instanceof ImageAudit image) {
      String[] labels = {"reference", reference, "platform", platform};
      compressed.add(text(image.size().compressedBytes()), labels);
      uncompressed.add(text(image.size().uncompressedBytes()), labels);
      saved.add(text(Saving.of(image).range().expected()), labels);
      duplicate.add(text(image.duplicates().compressedBytes()), labels);
      addBase(image, reference, platform);
      addFindings(image, reference, platform);
    }
  }

  /** The reference; of the same one again, which would be the same series, with its number. */
  private String distinct(String reference, String platform) {
    String series = reference + "\n" + platform;
    twins = series.equals(previous) ? twins + 1 : 1;
    previous = series;
    return twins == 1 ? reference : reference + " #" + twins;
  }

  private void addVerdict(AuditOutcome outcome, String reference, String platform)
      throws IOException {
    verdict.add(
        "1",
        "reference",
        reference,
        "platform",
        platform,
        "owner",
        outcome.labels().owner().orElse(""),
        "group",
        outcome.labels().group().orElse(""),
        "environment",
        outcome.labels().environment().orElse(""),
        "verdict",
        verdict(outcome));
  }

  private static String verdict(AuditOutcome outcome) {
    if (outcome instanceof ImageAudit image) {
      return image.verdict().code().code();
    }
    return outcome instanceof AuditOutcome.Failed ? "failed" : "skipped";
  }

  private void addBase(ImageAudit image, String reference, String platform) throws IOException {
    if (image.base().name().isEmpty()) {
      return;
    }
    base.add(
        "1",
        "reference",
        reference,
        "platform",
        platform,
        "base",
        image.base().name().get(),
        "evidence",
        image.base().evidence().map(BaseEvidence::code).orElse(""));
    long bytes =
        image.findings().stream()
            .filter(finding -> finding.cameWithBase() && !finding.neededAtRuntime())
            .mapToLong(Finding::compressedBytes)
            .sum();
    baseFindingBytes.add(text(bytes), "reference", reference, "platform", platform);
  }

  private void addFindings(ImageAudit image, String reference, String platform) throws IOException {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
    for (Finding finding : image.findings()) {
      counts.merge(finding.kind(), 1, Integer::sum);
      bytes.merge(finding.kind(), finding.compressedBytes(), Long::sum);
    }
    for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
      Kind kind = count.getKey();
      String[] labels = {"reference", reference, "platform", platform, "kind", kind.code()};
      findings.add(text(count.getValue()), labels);
      findingBytes.add(text(bytes.getOrDefault(kind, 0L)), labels);
    }
  }

  private static String text(long number) {
    return String.valueOf(number);
  }

  private static String seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros().toPlainString();
  }

  void writeTo(OutputStream out) throws IOException {
    for (MetricFamily family : all) {
      family.writeTo(out);
    }
  }

  @Override
  public void close() throws IOException {
    for (MetricFamily family : all) {
      family.close();
    }
  }
}
