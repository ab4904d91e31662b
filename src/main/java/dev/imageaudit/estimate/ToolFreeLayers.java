package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Says which of the base's layers another stage would stand on as they are. */
final class ToolFreeLayers {
  private static final Set<Kind> TOOLS = EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL);

  private ToolFreeLayers() {}

  /** How many of the base's first layers bring no tool for building that running does not need. */
  static int count(Subject subject) {
    int layers = subject.baseLayers();
    for (Residue residue : subject.residues()) {
      if (TOOLS.contains(residue.finding().kind())
          && !residue.neededAtRuntime()
          && residue.finding().confidence() != Confidence.LOW
          && !residue.byLayer().isEmpty()) {
        layers = Math.min(layers, residue.byLayer().firstKey());
      }
    }
    return layers;
  }
}
