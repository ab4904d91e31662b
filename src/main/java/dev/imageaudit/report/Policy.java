package dev.imageaudit.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What a pipeline lets pass, and what it lets pass for a time. */
public record Policy(List<Rule> rules, List<Waiver> exceptions) {
  public Policy {
    rules = List.copyOf(rules);
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Limits on some images.
   *
   * @param name unique in the policy
   * @param maxima in bytes
   * @param maxSecrets how many secrets an image may have; empty where that does not matter
   * @param forbiddenKinds the codes of kinds that no finding may have, unless it is needed
   * @param forbiddenVerdicts their codes
   */
  public record Rule(
      String name,
      ImageScope scope,
      Map<Limit, Long> maxima,
      OptionalInt maxSecrets,
      Set<String> forbiddenKinds,
      Set<String> forbiddenVerdicts) {
    public Rule {
      maxima = Map.copyOf(maxima);
      forbiddenKinds = Set.copyOf(forbiddenKinds);
      forbiddenVerdicts = Set.copyOf(forbiddenVerdicts);
    }
  }

  /**
   * An exception: what may break rules until a day.
   *
   * @param rules names; none is all
   * @param expires the last day on which it holds, in UTC
   */
  public record Waiver(
      ImageScope scope, List<String> rules, String owner, String reason, LocalDate expires) {
    public Waiver {
      rules = List.copyOf(rules);
    }

    boolean holds(RecordedImage image, String rule) {
      return scope.holds(image) && (rules.isEmpty() || rules.contains(rule));
    }

    boolean isExpired(LocalDate today) {
      return today.isAfter(expires);
    }
  }
}
