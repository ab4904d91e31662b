package dev.imageaudit.report;

import java.util.List;
import java.util.Optional;

/**
 * What a policy says of a run: its components are the JSON report's fields.
 *
 * @param judged how many images were held against it
 * @param unjudged how many could not be, for they could not be audited
 * @param breaches what breaks it, in the order of the images and of the rules
 * @param breachesOmitted how many more there are
 * @param waived how many breaches an exception allows
 * @param known how many breaches the baseline has too
 * @param expired the exceptions that hold no more
 */
public record GateResult(
    boolean passed,
    int judged,
    int unjudged,
    List<Breach> breaches,
    int breachesOmitted,
    int waived,
    int known,
    List<Expired> expired) {
  public GateResult {
    breaches = List.copyOf(breaches);
    expired = List.copyOf(expired);
  }

  /**
   * An image that breaks a rule.
   *
   * @param limit of the rule, such as {@code maxSize}
   * @param message what is wrong
   * @param fix what would right it, as a sentence
   * @param expired the exception that would have allowed it
   */
  public record Breach(
      String reference,
      Optional<String> platform,
      String rule,
      String limit,
      String message,
      String fix,
      Optional<Expired> expired) {
    Breach after(Optional<Expired> exception) {
      return new Breach(reference, platform, rule, limit, message, fix, exception);
    }
  }

  /**
   * An exception that holds no more.
   *
   * @param expires its last day, ISO 8601
   */
  public record Expired(String owner, String reason, String expires) {
    static Expired of(Policy.Waiver waiver) {
      return new Expired(waiver.owner(), waiver.reason(), waiver.expires().toString());
    }

    /** For people. */
    public String sentence() {
      return "the exception of " + owner + " (" + reason + ") expired after " + expires;
    }
  }

  /** All of them. */
  public long breachCount() {
    return (long) breaches.size() + breachesOmitted;
  }
}
