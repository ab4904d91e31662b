package dev.imageaudit.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What would right a breach of a policy, as sentences. */
final class Remedies {
  private static final int NAMED = 3;

  private Remedies() {}

  static String ofSize(RecordedImage image) {
    if (image.savedBytes() > 0) {
      return ofVerdict(image);
    }
    List<RecordedFinding> residue =
        image.findings().stream()
            .filter(finding -> finding.isResidue() && finding.compressedBytes() > 0)
            .toList();
    if (residue.isEmpty()) {
      return "Nothing of it was left by a build: it takes a smaller base, or less in the image.";
    }
    return "Leave out "
        + residue.stream()
            .limit(NAMED)
            .map(f -> f.title() + " (" + ByteText.of(f.compressedBytes()) + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  static String ofSecrets(List<RecordedFinding> secrets) {
    return "Revoke "
        + (secrets.size() == 1 ? "it" : "them")
        + ", and hand over what the build needs with RUN --mount=type=secret.";
  }

  static String ofFindings(List<RecordedFinding> findings) {
    Optional<String> instruction =
        findings.stream().flatMap(finding -> finding.instruction().stream()).findFirst();
    return instruction
        .map(brought -> "Do without it, or do it in a stage of its own: " + brought)
        .orElse("Build in a stage of its own, and copy from it only what runs.");
  }

  static String ofVerdict(RecordedImage image) {
    return image.savedBytes() > 0
        ? image.advice() + " That saves " + ByteText.of(image.savedBytes()) + "."
        : image.advice();
  }
}
