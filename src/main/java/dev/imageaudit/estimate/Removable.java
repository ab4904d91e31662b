package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what a runtime image would leave behind of an image's findings, and how surely. */
final class Removable {
  private final Map<String, Confidence> confidences = new HashMap<>();
  private final Set<Confidence> levels = EnumSet.noneOf(Confidence.class);

  private Removable() {}

  /** What of {@code subject} is not needed to run. */
  static Removable of(Subject subject) {
    Removable removable = new Removable();
    for (Residue residue : subject.residues()) {
      Optional<Confidence> confidence = confidence(residue.finding());
      if (!residue.neededAtRuntime() && confidence.isPresent()) {
        residue
            .finding()
            .paths()
            .forEach(path -> removable.confidences.put(path, confidence.get()));
        removable.levels.add(confidence.get());
      }
    }
    return removable;
  }

  /** Whether {@code path} goes, at least that surely. */
  boolean has(String path, Confidence atLeast) {
    Confidence confidence = confidences.get(path);
    return confidence != null && confidence.compareTo(atLeast) >= 0;
  }

  /** The paths that go, at least that surely. */
  Predicate<String> paths(Confidence atLeast) {
    return path -> has(path, atLeast);
  }

  /** Whether anything goes just that surely. */
  boolean hasAny(Confidence level) {
    return levels.contains(level);
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
