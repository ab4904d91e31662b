package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.CaptureRules.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of toolchains, caches and source, read from data. */
public final class KnowledgeBase {
  /** A path that two rules claim goes to the one that is read first. */
  static final List<String> FILES =
      List.of(
          "c-compilers.yaml",
          "c-building.yaml",
          "c-generators.yaml",
          "go-rust.yaml",
          "jvm.yaml",
          "interpreters.yaml",
          "compilers.yaml",
          "functional.yaml",
          "further-compilers.yaml",
          "platforms.yaml",
          "python.yaml",
          "node.yaml",
          "bundlers.yaml",
          "dev-dependencies.yaml",
          "libraries.yaml",
          "caches.yaml",
          "further-caches.yaml",
          "build-caches.yaml",
          "twins.yaml",
          "source.yaml",
          "further-sources.yaml",
          "tools.yaml",
          "debuggers.yaml",
          "analysis.yaml",
          "operations.yaml",
          "attack-surface.yaml",
          "leftovers.yaml");

  private static final String RUNTIME_PACKAGES = "runtime-packages.yaml";
  private static final int JSON_BYTES = 256 << 10;

  private final List<Rule> rules;
  private final Set<String> own;
  private final List<Pattern> runtimePackages;
  private final String version;

  private KnowledgeBase(
      List<Rule> rules, Set<String> own, List<Pattern> runtimePackages, String version) {
    this.own = Set.copyOf(own);
    this.rules = List.copyOf(rules);
    this.runtimePackages = List.copyOf(runtimePackages);
    this.version = version;
  }

  /**
   * The knowledge that ships with the program.
   *
   * @throws InvalidKnowledgeException where an entry of it is wrong
   */
  public static KnowledgeBase load() {
    Map<String, String> texts = new TreeMap<>();
    FILES.forEach(file -> texts.put(file, resource(file)));
    return of(FILES, texts, resource(RUNTIME_PACKAGES));
  }

  /** The knowledge in {@code texts}, which are read in the order of {@code files}. */
  static KnowledgeBase of(List<String> files, Map<String, String> texts, String runtimePackages) {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    StringBuilder all = new StringBuilder();
    for (String file : files) {
      String text = Objects.requireNonNull(texts.get(file), file);
      all.append(file).append('\n').append(text);
      for (Rule rule : RuleReader.read(file, text)) {
        if (!ids.add(rule.id())) {
          throw new InvalidKnowledgeException(file, rule.id(), "the id is not the only one");
        }
        rules.add(rule);
      }
    }
    return new KnowledgeBase(
        rules,
        Set.of(),
        RuleReader.readNames(RUNTIME_PACKAGES, runtimePackages),
        digest(all.append(keeps(rules)).toString()));
  }

  /**
   * This knowledge and a user's: new rules come first in a dispute, those with the id of another
   * take its place, and those that are disabled are no more.
   *
   * @param file the name of {@code text}, for messages
   * @throws InvalidKnowledgeException where an entry is wrong: file, line, field and why
   */
  public KnowledgeBase with(String file, String text) {
    OwnRules added = OwnRules.read(file, text);
    Set<String> known = rules.stream().map(Rule::id).collect(Collectors.toSet());
    for (String id : added.disabled()) {
      if (!known.contains(id)) {
        throw new InvalidKnowledgeException(file, id, "there is no such rule to disable");
      }
    }
    Set<String> ids = added.rules().stream().map(Rule::id).collect(Collectors.toSet());
    List<Rule> all = new ArrayList<>(added.rules());
    rules.stream()
        .filter(rule -> !ids.contains(rule.id()) && !added.disabled().contains(rule.id()))
        .forEach(all::add);
    ids.addAll(this.own);
    return new KnowledgeBase(all, ids, runtimePackages, digest(version + text));
  }

  /** Whether the rule {@code id} is a user's. */
  public boolean isOwn(String id) {
    return own.contains(id);
  }

  /** What each rule is about, in the order of the rules. */
  public List<RuleSummary> summaries() {
    return rules.stream()
        .map(rule -> new RuleSummary(rule.id(), rule.kind(), rule.ecosystem(), rule.plainName()))
        .toList();
  }

  /** The rule {@code id} of the program's own, as it is written; empty where there is none. */
  public static Optional<String> written(String id) {
    Pattern entry = Pattern.compile("(?ms)^- id: " + Pattern.quote(id) + "$.*?(?=^- id: |\\z)");
    return FILES.stream()
        .map(file -> entry.matcher(resource(file)))
        .filter(Matcher::find)
        .map(match -> match.group().strip())
        .findFirst();
  }

  /** The rules, those that come first in a dispute first. */
  List<Rule> rules() {
    return rules;
  }

  /** Names of packages that programs may need without saying so. */
  List<Pattern> runtimePackages() {
    return runtimePackages;
  }

  /** The files that its rules want to read. */
  public List<Keep> keeps() {
    return keeps(rules);
  }

  private static List<Keep> keeps(List<Rule> rules) {
    Set<Keep> keeps = new LinkedHashSet<>();
    for (Rule rule : rules) {
      rule.mechanism().ifPresent(mechanism -> keeps.addAll(mechanism.keeps()));
      for (Sign sign : rule.signs()) {
        Stream.concat(sign.all().stream(), rule.version().stream())
            .filter(fact -> !fact.json().isEmpty())
            .forEach(fact -> keeps.add(new Keep(sign.pattern(fact), JSON_BYTES)));
      }
    }
    return List.copyOf(keeps);
  }

  /** What its rules look for in the content of files; a mark bears its expression's text. */
  public List<Probe> probes() {
    Set<Probe> probes = new LinkedHashSet<>();
    for (Rule rule : rules) {
      for (Sign sign : rule.signs()) {
        Stream.concat(sign.all().stream(), rule.version().stream())
            .flatMap(fact -> fact.probe(sign.pattern(fact)).stream())
            .forEach(probes::add);
      }
    }
    return List.copyOf(probes);
  }

  /** Names this knowledge: indexes made for another are not reused. */
  public String version() {
    return version;
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(KnowledgeBase.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
