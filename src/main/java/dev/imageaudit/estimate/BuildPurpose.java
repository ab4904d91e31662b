package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import java.util.Optional;

/** Recognises images that are there to build, and are right to ship what building needs. */
final class BuildPurpose {
  private BuildPurpose() {}

  /** The purpose and its sign, as a clause; empty where there is none. */
  static Optional<String> of(Subject subject) {
    for (Purpose purpose : Purpose.bundled()) {
      Optional<String> sign = purpose.sign(subject);
      if (sign.isPresent()) {
        return Optional.of(purpose.because() + ", as " + sign.get() + " says");
      }
    }
    return subject.residues().stream()
        .filter(r -> isTool(r.finding()))
        .filter(r -> r.finding().paths().stream().anyMatch(subject.closure()::starts))
        .findFirst()
        .map(r -> "the container runs " + r.finding().name());
  }

  private static boolean isTool(Finding finding) {
    Kind kind = finding.kind();
    return finding.confidence() == Confidence.HIGH
        && (kind == Kind.COMPILER || kind == Kind.SDK || kind == Kind.BUILD_TOOL);
  }
}
