package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The image's own first layers, as far as they hold no tools, and what running needs beside. */
final class OwnBaseProjection {
  private static final Set<Kind> TOOLS = EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL);

  private OwnBaseProjection() {}

  /** Empty where no base is known, or its first layer has tools already. */
  static Optional<ProjectedImage> of(Subject subject) {
    int layers = layersWithoutTools(subject);
    List<RootFile> needed = RuntimeFiles.of(subject);
    if (layers == 0 || needed.stream().noneMatch(f -> subject.closure().starts(f.path()))) {
      return Optional.empty();
    }
    List<RootFile> files =
        RuntimeFiles.withParents(subject.root(), needed, file -> file.layer() >= layers);
    Bytes size = FreshLayer.weigh(files);
    List<ProjectedLayer> projected = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      LayerIndex layer = subject.root().layers().get(i);
      size = size.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
      projected.add(new ProjectedLayer.Original(i));
    }
    if (!files.isEmpty()) {
      projected.add(new ProjectedLayer.Fresh(files));
    }
    return Optional.of(
        new ProjectedImage(
            Sizes.projection(Projections.RUNTIME_BASE, subject, size),
            Optional.empty(),
            projected));
  }

  private static int layersWithoutTools(Subject subject) {
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
