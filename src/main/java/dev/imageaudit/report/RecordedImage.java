package dev.imageaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is compared of an image: of this run, or of a report of any earlier schema version.
 *
 * @param repository with its registry; empty where the image lies in none
 * @param verdict its code; empty where the image was not audited
 * @param advice the verdict as a sentence; empty where there is none
 * @param compressedBytes to pull
 * @param savedBytes what the recommended projection saves of them
 */
public record RecordedImage(
    String reference,
    Optional<String> platform,
    Optional<String> repository,
    Optional<String> group,
    Optional<String> verdict,
    String advice,
    long compressedBytes,
    long uncompressedBytes,
    long savedBytes,
    List<RecordedFinding> findings) {
  public RecordedImage {
    findings = List.copyOf(findings);
  }

  static RecordedImage of(AuditOutcome outcome) {
    Optional<ImageAudit> image =
        outcome instanceof ImageAudit audit ? Optional.of(audit) : Optional.empty();
    return new RecordedImage(
        outcome.reference(),
        outcome.platform().map(Platform::toString),
        outcome.resolved().flatMap(RecordedImage::repository),
        outcome.labels().group(),
        image.map(i -> i.verdict().code().code()),
        image.map(i -> i.verdict().summary()).orElse(""),
        image.map(i -> i.size().compressedBytes()).orElse(0L),
        image.map(i -> i.size().uncompressedBytes()).orElse(0L),
        image.map(i -> Saving.of(i).range().expected()).orElse(0L),
        image.stream().flatMap(i -> i.findings().stream()).map(RecordedFinding::of).toList());
  }

  private static Optional<String> repository(ResolvedName name) {
    return name.registry().flatMap(host -> name.repository().map(path -> host + "/" + path));
  }

  /** The image that an entry of a report tells of; what it does not say is empty or zero. */
  public static RecordedImage of(JsonNode image) {
    JsonNode resolved = image.path("resolved");
    List<RecordedFinding> findings = new ArrayList<>();
    image.path("findings").forEach(finding -> findings.add(RecordedFinding.of(finding)));
    return new RecordedImage(
        image.path("reference").asText(),
        text(image.path("platform")),
        text(resolved.path("registry"))
            .flatMap(host -> text(resolved.path("repository")).map(path -> host + "/" + path)),
        text(image.path("labels").path("group")),
        text(image.path("verdict").path("code")),
        image.path("verdict").path("summary").asText(),
        image.path("size").path("compressedBytes").asLong(),
        image.path("size").path("uncompressedBytes").asLong(),
        saved(image),
        findings);
  }

  private static long saved(JsonNode image) {
    String recommended = image.path("verdict").path("recommendedProjection").asText();
    for (JsonNode projection : image.path("projections")) {
      if (projection.path("name").asText().equals(recommended)) {
        return projection.path("savedCompressedBytes").path("expected").asLong();
      }
    }
    return 0;
  }

  static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  /** Whether there is a result. */
  public boolean isAudited() {
    return verdict.isPresent();
  }

  /** What the build left, to pull. */
  public long residueBytes() {
    return findings.stream()
        .filter(RecordedFinding::isResidue)
        .mapToLong(RecordedFinding::compressedBytes)
        .sum();
  }

  List<RecordedFinding> secrets() {
    return findings.stream().filter(RecordedFinding::isSecret).toList();
  }

  /** Name and platform: one image of a fleet. */
  public String key() {
    return reference + platform.map(p -> " " + p).orElse("");
  }
}
