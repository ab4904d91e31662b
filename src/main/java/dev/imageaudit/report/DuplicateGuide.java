package dev.imageaudit.report;

import dev.imageaudit.estimate.Duplicate;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * What a cause of duplicates means to somebody who reads of it in another tool.
 *
 * @param about what it is
 * @param advice what to do
 * @param uri where more is written
 */
record DuplicateGuide(Duplicate.Cause cause, String title, String about, String advice, URI uri) {
  private static final Map<Duplicate.Cause, DuplicateGuide> ALL =
      Guides.load(
          "duplicates.yaml", Duplicate.Cause.class, DuplicateGuide[].class, DuplicateGuide::cause);

  /** The guide to {@code cause}. */
  static DuplicateGuide of(Duplicate.Cause cause) {
    return Objects.requireNonNull(ALL.get(cause), cause.code());
  }

  /** The name of the rule that stands for it. */
  String rule() {
    return "duplicate-" + cause.code();
  }
}
