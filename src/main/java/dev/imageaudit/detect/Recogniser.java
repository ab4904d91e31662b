package dev.imageaudit.detect;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Recognises things by their signs, among the files that one pass over an image has chosen. */
final class Recogniser {
  /** Of one rule in one directory; an image may have any number of files that look alike. */
  private static final int MAX_FAILURES = 64;

  private final ImageFacts facts;
  private final Map<String, List<Start>> starts = new HashMap<>();

  /** A file that a sign's first fact is true of. */
  private record Start(Sign sign, RootFile file) {
    /** Where the thing lies that it may prove. */
    String place() {
      return sign.alone() ? file.path() : sign.root(file.path());
    }
  }

  private Recogniser(ImageFacts facts) {
    this.facts = facts;
  }

  /** A recogniser of one image's things. */
  static Recogniser of(ImageFacts facts, Anchors anchors) {
    Recogniser recogniser = new Recogniser(facts);
    for (RootFile file : facts.root().files()) {
      if (file.isRegular()) {
        for (Anchors.Anchor anchor : anchors.matching(file)) {
          recogniser.consider(anchor, file);
        }
      }
    }
    return recogniser;
  }

  private void consider(Anchors.Anchor anchor, RootFile file) {
    boolean isPart =
        anchor.rule().ownership() == Ownership.UNOWNED
            && facts.inventory().owner(file.path()).isPresent();
    if (!isPart && !facts.isPublished(anchor.rule(), file.path())) {
      starts
          .computeIfAbsent(anchor.rule().id(), id -> new ArrayList<>())
          .add(new Start(anchor.sign(), file));
    }
  }

  /**
   * What {@code rule} recognises, one in each directory, the outer directory first.
   *
   * @param isTaken whether a path is part of what was recognised before
   */
  List<Candidate> recognise(Rule rule, Predicate<String> isTaken) {
    Map<String, Candidate> found = new TreeMap<>();
    Map<String, Integer> failures = new HashMap<>();
    for (Start start : starts.getOrDefault(rule.id(), List.of())) {
      String place = start.place();
      Candidate known = found.get(place);
      boolean isWanted = known == null || known.wantsMore();
      if (isWanted
          && !isTaken.test(start.file.path())
          && failures.getOrDefault(place, 0) < MAX_FAILURES) {
        Optional<Candidate> candidate = recognise(rule, start);
        candidate.ifPresent(c -> found.merge(place, c, Candidate::with));
        failures.merge(place, candidate.isPresent() ? 0 : 1, Integer::sum);
      }
    }
    Map<String, Candidate> things = new TreeMap<>();
    found.forEach(
        (place, candidate) -> things.merge(thing(place, candidate), candidate, Candidate::with));
    return List.copyOf(things.values());
  }

  /** Single files of one directory, version and package are one thing. */
  private static String thing(String place, Candidate candidate) {
    return candidate.roots().isEmpty()
        ? String.join(
            "\0",
            Paths.parent(place),
            candidate.version().orElse(""),
            candidate.owner().map(InstalledPackage::name).orElse(""))
        : place;
  }

  private Optional<Candidate> recognise(Rule rule, Start start) {
    RootFile file = start.file;
    String root = start.sign.root(file.path());
    Bindings located =
        Bindings.NONE.with(Bindings.FILE, Paths.relative(file.path(), root).substring(1));
    Optional<Bindings> bound = start.sign.anchor().match(file, located);
    List<String> evidence = new ArrayList<>(List.of(file.path()));
    for (FileFact fact : start.sign.all().subList(1, start.sign.all().size())) {
      Optional<ImageFacts.Match> match = bound.flatMap(b -> facts.find(fact, root, b));
      match.ifPresent(m -> evidence.add(m.file().path()));
      bound = match.map(ImageFacts.Match::bound);
    }
    Optional<InstalledPackage> owner =
        facts.inventory().owner(file.path()).filter(o -> rule.ownership() != Ownership.ANY);
    return bound.map(
        b ->
            new Candidate(
                rule,
                rule.nameText().flatMap(b::fill).orElse(rule.name()),
                start.sign.alone() ? List.of() : List.of(root),
                start.sign.paths().orElse(rule.paths()),
                start.sign.takesAnchor() ? List.of(file.path()) : List.of(),
                version(rule, root, b),
                owner,
                List.of(),
                evidence,
                start
                    .sign
                    .reason()
                    .flatMap(b.with(Bindings.TWIN, evidence.get(evidence.size() - 1))::fill),
                start.sign.confidence().orElse(rule.confidence())));
  }

  private Optional<String> version(Rule rule, String root, Bindings bound) {
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
