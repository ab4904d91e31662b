package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Says which findings a runtime image would leave behind. */
final class Removable {
  private Removable() {}

  /** The paths of all residue that goes, at least that surely. */
  static Set<String> paths(Subject subject, Confidence atLeast) {
    Set<String> paths = new HashSet<>();
    for (Residue residue : subject.residues()) {
      if (!residue.neededAtRuntime()
          && confidence(residue.finding()).map(c -> c.compareTo(atLeast) >= 0).orElse(false)) {
        paths.addAll(residue.finding().paths());
      }
    }
    return paths;
  }

  /**
   * How sure it is that another stage would not ship {@code finding}. A secret is reported, but
   * removing it is no matter of bytes; tools for attackers may be used; manuals are no build's
   * residue, and mostly come again with the base and the packages that stay.
   */
  private static Optional<Confidence> confidence(Finding finding) {
    return switch (finding.kind()) {
      case SECRET, ATTACK_SURFACE -> Optional.empty();
      case DOCUMENTATION -> Optional.of(Confidence.LOW);
      default -> Optional.of(finding.confidence());
    };
  }
}
