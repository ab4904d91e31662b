package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules;
import java.util.List;

/** What is known of toolchains, caches and source, read from data. */
public final class KnowledgeBase {
  private KnowledgeBase() {}

  /** The knowledge that ships with the program. */
  public static KnowledgeBase load() {
    return new KnowledgeBase();
  }

  /** The files that its rules want to read. */
  public List<CaptureRules.Keep> keeps() {
    return List.of();
  }

  /** What its rules look for in the content of files. */
  public List<CaptureRules.Probe> probes() {
    return List.of();
  }

  /** Names this knowledge: indexes made for another are not reused. */
  public String version() {
    return "none";
  }
}
