package dev.imageaudit.detect;

import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;

/** Stub. */
public final class Detector {
  /** Stub. */
  public Detector(KnowledgeBase knowledge) {}

  /** Stub. */
  public List<Finding> detect(RootFilesystem root, PackageInventory inventory) {
    return List.of();
  }
}
