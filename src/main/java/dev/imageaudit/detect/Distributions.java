package dev.imageaudit.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Recognises things by the Python distributions that bring them, wherever an installer has put
 * those: their records say what is theirs.
 */
final class Distributions {
  private final ImageFacts facts;
  private final List<PythonDistribution> installed;

  private Distributions(ImageFacts facts, List<PythonDistribution> installed) {
    this.facts = facts;
    this.installed = installed;
  }

  /** Those in an image that are part of no package of the system's. */
  static Distributions of(ImageFacts facts) {
    return new Distributions(
        facts,
        PythonDistribution.in(facts.root()).stream()
            .filter(one -> facts.inventory().owner(one.record()).isEmpty())
            .toList());
  }

  /**
   * What {@code rule} recognises, each distribution by itself.
   *
   * @param isTaken whether a path is part of what was recognised before
   */
  List<Candidate> recognise(Rule rule, Predicate<String> isTaken) {
    List<Candidate> found = new ArrayList<>();
    if (!rule.distributions().isEmpty()) {
      for (PythonDistribution one : installed) {
        if (Rule.matchesAny(rule.distributions(), one.name())
            && !isTaken.test(one.record())
            && rule.outside().stream().noneMatch(place -> place.matches(one.record()))) {
          List<String> files = one.files(facts.root());
          if (!files.isEmpty()) {
            found.add(candidate(rule, one, files));
          }
        }
      }
    }
    return found;
  }

  private Candidate candidate(Rule rule, PythonDistribution one, List<String> files) {
    Bindings bound = Bindings.NONE.with("distribution", one.name()).with("tool", one.name());
    return new Candidate(
        rule,
        rule.nameText().flatMap(bound::fill).orElse(rule.name(one.name())),
        List.of(),
        List.of(),
        files,
        Optional.of(one.version()),
        Optional.empty(),
        List.of(),
        List.of(one.record()),
        rule.confidence());
  }
}
