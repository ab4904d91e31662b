package dev.imageaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.detect.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * A finding as another run's report keeps it.
 *
 * @param kind its code; one that this version does not know stays as it is
 * @param place where it lies: the first path that proves it; empty where the report names none
 * @param instruction that brought it
 */
public record RecordedFinding(
    String rule,
    String kind,
    String name,
    Optional<String> version,
    long compressedBytes,
    boolean neededAtRuntime,
    String place,
    Optional<String> instruction) {
  private static final Set<String> NO_RESIDUE =
      Set.of(Kind.SECRET.code(), Kind.ATTACK_SURFACE.code());

  static RecordedFinding of(Finding finding) {
    return new RecordedFinding(
        finding.rule(),
        finding.kind().code(),
        finding.name(),
        finding.version(),
        finding.compressedBytes(),
        finding.neededAtRuntime(),
        finding.evidence().stream().findFirst().orElse(""),
        finding.instruction());
  }

  static RecordedFinding of(JsonNode finding) {
    return new RecordedFinding(
        finding.path("rule").asText(),
        finding.path("kind").asText(),
        finding.path("name").asText(),
        RecordedImage.text(finding.path("version")),
        finding.path("compressedBytes").asLong(),
        finding.path("neededAtRuntime").asBoolean(),
        finding.path("evidence").path(0).asText(),
        RecordedImage.text(finding.path("instruction")));
  }

  /** Whether only the build needed it. */
  public boolean isResidue() {
    return !neededAtRuntime && !NO_RESIDUE.contains(kind);
  }

  boolean isSecret() {
    return kind.equals(Kind.SECRET.code());
  }

  /** What stays the same when an image is built again with a newer version of it. */
  public String identity() {
    return rule + "\n" + name + (isSecret() ? "\n" + place : "");
  }

  /** Name and version, for people. */
  public String title() {
    return version.map(v -> name + " " + v).orElse(name);
  }
}
