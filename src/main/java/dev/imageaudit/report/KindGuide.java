package dev.imageaudit.report;

import dev.imageaudit.detect.Kind;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * What a kind of finding means to somebody who reads of it in another tool.
 *
 * @param level {@code error}, {@code warning} or {@code note}
 * @param security whether it is a security reviewer's question
 * @param about what it is and why it does not belong in an image
 * @param advice what to do
 * @param uri where more is written
 */
record KindGuide(
    Kind kind, String title, String level, boolean security, String about, String advice, URI uri) {
  private static final Map<Kind, KindGuide> ALL =
      Guides.load("kinds.yaml", Kind.class, KindGuide[].class, KindGuide::kind);

  /** The guide to {@code kind}. */
  static KindGuide of(Kind kind) {
    return Objects.requireNonNull(ALL.get(kind), kind.code());
  }
}
