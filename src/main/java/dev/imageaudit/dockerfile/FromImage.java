package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;

/**
 * The image that a stage begins with.
 *
 * @param name as {@code FROM} takes it
 * @param known whether it is sure; else somebody has to check it
 * @param layers how many of the audited image's first layers it stands for
 * @param empty whether there is nothing in it: {@code scratch}
 * @param why it was chosen, as a sentence
 */
record FromImage(String name, boolean known, int layers, boolean empty, String why) {

  /** The audited image's own layers that it stands for, merged; empty where it is another. */
  RootFilesystem filesystem(Subject subject) {
    List<LayerIndex> all = subject.root().layers();
    return RootFilesystem.of(all.subList(0, Math.min(layers, all.size())));
  }

  /** Whether a digest says which image the name means. */
  boolean isPinned() {
    return empty || name.contains("@sha256:");
  }
}
