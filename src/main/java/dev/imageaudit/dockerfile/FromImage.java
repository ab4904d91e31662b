package dev.imageaudit.dockerfile;

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

  /** Whether a digest says which image the name means. */
  boolean isPinned() {
    return empty || name.contains("@sha256:");
  }
}
