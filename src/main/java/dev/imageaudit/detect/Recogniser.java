package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.PatternIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises things by their signs, in one pass over an image's files. */
final class Recogniser {
  /** Of one rule in one directory; an image may have any number of files that look alike. */
  private static final int MAX_ATTEMPTS = 64;

  private final List<Rule> rules;
  private final PatternIndex<Anchor> anchors;

  private record Anchor(Rule rule, Sign sign) {
    PathPattern pattern() {
      return sign.pattern(sign.anchor());
    }

    boolean mayLieAt(String path) {
      return sign.under().map(pattern -> pattern.matches(path)).orElse(true)
          && rule.outside().stream().noneMatch(pattern -> pattern.matches(path));
    }
  }

  private record Place(String rule, String root) {}

  Recogniser(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    List<Anchor> all = new ArrayList<>();
    for (Rule rule : rules) {
      rule.signs().forEach(sign -> all.add(new Anchor(rule, sign)));
    }
    this.anchors = PatternIndex.of(all, Anchor::pattern);
  }

  /**
   * What the rules recognise, of each rule one in each directory: in the order of the rules, the
   * outer directory first.
   */
  List<Candidate> recognise(ImageFacts facts) {
    List<Candidate> found = new ArrayList<>(recogniseBySigns(facts));
    for (Rule rule : rules) {
      rule.mechanism().ifPresent(mechanism -> found.addAll(mechanism.recognise(rule, facts)));
    }
    found.sort(
        Comparator.comparing((Candidate candidate) -> rules.indexOf(candidate.rule()))
            .thenComparing(candidate -> candidate.place()));
    return found;
  }

  private Collection<Candidate> recogniseBySigns(ImageFacts facts) {
    Map<Place, Candidate> found = new LinkedHashMap<>();
    Map<Place, Integer> attempts = new HashMap<>();
    for (RootFile file : facts.root().files()) {
      if (!file.isRegular()) {
        continue;
      }
      for (Anchor anchor : anchors.matching(file.path())) {
        String root = anchor.sign.root(file.path());
        Place place = new Place(anchor.rule.id(), anchor.sign.alone() ? file.path() : root);
        if (attempts.merge(place, 1, Integer::sum) <= MAX_ATTEMPTS) {
          recognise(anchor, file, root, facts)
              .ifPresent(candidate -> found.merge(place, candidate, Candidate::with));
        }
      }
    }
    return found.values();
  }

  private static Optional<Candidate> recognise(
      Anchor anchor, RootFile file, String root, ImageFacts facts) {
    Optional<InstalledPackage> owner = facts.inventory().owner(file.path());
    boolean isPart = anchor.rule.ownership() == Ownership.UNOWNED && owner.isPresent();
    if (isPart || !anchor.mayLieAt(file.path())) {
      return Optional.empty();
    }
    Optional<Bindings> first = anchor.sign.anchor().match(file, Bindings.NONE);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Bindings bound = first.get();
    List<String> evidence = new ArrayList<>(List.of(file.path()));
    for (FileFact fact : anchor.sign.all().subList(1, anchor.sign.all().size())) {
      Optional<ImageFacts.Match> match = facts.find(fact, root, bound);
      if (match.isEmpty()) {
        return Optional.empty();
      }
      bound = match.get().bound();
      evidence.add(match.get().file().path());
    }
    return Optional.of(
        new Candidate(
            anchor.rule,
            anchor.rule.name(),
            anchor.sign.alone() ? List.of() : List.of(root),
            version(anchor.rule, facts, root, bound),
            anchor.rule.ownership() == Ownership.ANY ? Optional.empty() : owner,
            List.of(),
            evidence,
            anchor.sign.confidence().orElse(anchor.rule.confidence())));
  }

  private static Optional<String> version(
      Rule rule, ImageFacts facts, String root, Bindings bound) {
    Bindings known = bound;
    Optional<String> version = known.fill(rule.versionText());
    for (FileFact fact : rule.version()) {
      if (version.isEmpty()) {
        known = facts.find(fact, root, known).map(ImageFacts.Match::bound).orElse(known);
        version = known.fill(rule.versionText());
      }
    }
    return version;
  }
}
