package dev.imageaudit.report;

import dev.imageaudit.report.GateResult.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds one image against one rule. */
final class RuleCheck {
  private static final int NAMED = 5;

  private final Policy.Rule rule;
  private final RecordedImage image;
  private final Optional<RecordedImage> before;
  private final List<Breach> fresh = new ArrayList<>();
  private int known;

  /**
   * Holds {@code image} against {@code rule}.
   *
   * @param before what it was in the baseline; empty where all that it is counts as new
   */
  RuleCheck(Policy.Rule rule, RecordedImage image, Optional<RecordedImage> before) {
    this.rule = rule;
    this.image = image;
    this.before = before;
    for (Limit limit : Limit.values()) {
      Optional.ofNullable(rule.maxima().get(limit)).ifPresent(max -> checkLimit(limit, max));
    }
    rule.maxSecrets().ifPresent(this::checkSecrets);
    checkKinds();
    checkVerdict();
  }

  /** What is new. */
  List<Breach> fresh() {
    return List.copyOf(fresh);
  }

  /** How many breaches were there before. */
  int known() {
    return known;
  }

  private void checkLimit(Limit limit, long max) {
    long bytes = limit.bytesOf(image);
    if (bytes > max) {
      add(
          before.map(b -> !hasGrown(limit.bytesOf(b), bytes, max)).orElse(false),
          limit.code(),
          limit.sentence(bytes, max),
          Remedies.ofSize(image));
    }
  }

  /** What was too large already may vary by a percent: no build is like the one before. */
  private static boolean hasGrown(long before, long now, long max) {
    return before <= max || now - before > before / 100;
  }

  private void checkSecrets(int max) {
    List<RecordedFinding> secrets = image.secrets();
    if (secrets.size() > max) {
      List<RecordedFinding> added = added(secrets);
      List<RecordedFinding> shown = added.isEmpty() ? secrets : added;
      add(
          added.isEmpty(),
          "maxSecrets",
          shown.size() + (shown.size() == 1 ? " secret: " : " secrets: ") + named(shown),
          Remedies.ofSecrets(shown));
    }
  }

  private void checkKinds() {
    List<RecordedFinding> found =
        image.findings().stream()
            .filter(f -> !f.neededAtRuntime() && rule.forbiddenKinds().contains(f.kind()))
            .toList();
    if (!found.isEmpty()) {
      List<RecordedFinding> added = added(found);
      List<RecordedFinding> shown = added.isEmpty() ? found : added;
      String kinds =
          shown.stream().map(RecordedFinding::kind).distinct().collect(Collectors.joining(", "));
      add(added.isEmpty(), "forbidKinds", kinds + ": " + named(shown), Remedies.ofFindings(shown));
    }
  }

  private void checkVerdict() {
    String verdict = image.verdict().orElse("");
    if (rule.forbiddenVerdicts().contains(verdict)) {
      add(
          before.flatMap(RecordedImage::verdict).filter(verdict::equals).isPresent(),
          "forbidVerdicts",
          "the verdict is " + verdict,
          Remedies.ofVerdict(image));
    }
  }

  private List<RecordedFinding> added(List<RecordedFinding> findings) {
    Set<String> old =
        before.stream()
            .flatMap(b -> b.findings().stream())
            .map(RecordedFinding::identity)
            .collect(Collectors.toSet());
    Predicate<RecordedFinding> isOld = finding -> old.contains(finding.identity());
    return findings.stream().filter(isOld.negate()).toList();
  }

  private static String named(List<RecordedFinding> findings) {
    String names =
        findings.stream()
            .limit(NAMED)
            .map(f -> f.title() + (f.place().isEmpty() ? "" : " at " + f.place()))
            .collect(Collectors.joining(", "));
    return findings.size() > NAMED ? names + " and " + (findings.size() - NAMED) + " more" : names;
  }

  private void add(boolean isKnown, String limit, String message, String fix) {
    if (isKnown) {
      known++;
    } else {
      fresh.add(
          new Breach(
              image.reference(),
              image.platform(),
              rule.name(),
              limit,
              message,
              fix,
              Optional.empty()));
    }
  }
}
