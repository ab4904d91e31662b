package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.estimate.Effort;
import dev.imageaudit.estimate.Verdict;
import java.util.Locale;
import java.util.Optional;

/** How hard following a verdict is, and what may come of it, in words that need no glossary. */
final class RefactorAdvice {
  private static final String ON_THE_SAME_FILES = "trim";

  private RefactorAdvice() {}

  /** Low, medium or high. */
  enum Level {
    LOW,
    MEDIUM,
    HIGH;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The work; empty where nothing is to be done. */
  static Optional<Level> effort(Verdict verdict) {
    return verdict
        .effort()
        .map(
            effort ->
                switch (effort) {
                  case DROP_CACHE, SAME_INSTRUCTION -> Level.LOW;
                  case FURTHER_STAGE -> Level.MEDIUM;
                  case CHANGE_OF_BASE -> Level.HIGH;
                });
  }

  /**
   * The danger that the refactored image does not run alike: high where it rests on what could not
   * be followed, medium where the verdict warns of something; empty where nothing is to be done.
   */
  static Optional<Level> risk(ImageAudit image) {
    Verdict verdict = image.verdict();
    if (!verdict.isCandidate()) {
      return Optional.empty();
    }
    boolean restsOnClosure =
        !verdict.recommendedProjection().map(ON_THE_SAME_FILES::equals).orElse(true);
    if (restsOnClosure && !image.uncertainties().isEmpty()) {
      return Optional.of(Level.HIGH);
    }
    boolean isWatched =
        !verdict.warnings().isEmpty()
            || verdict.effort().map(Effort.CHANGE_OF_BASE::equals).orElse(false);
    return Optional.of(isWatched ? Level.MEDIUM : Level.LOW);
  }
}
