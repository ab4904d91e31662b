package dev.imageaudit.detect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.PatternIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in texts, and makes texts fit to be shown. The secrets themselves it tells nobody.
 */
public final class SecretScanner {
  private static final String MASK = "***";

  /** Longer lines are data; expressions need not be tried on them. */
  private static final int MAX_TEXT = 256 << 10;

  private static final int KEPT_BYTES = 64 << 10;

  /** Of one kind in one text. */
  private static final int MAX_VALUES = 100;

  /** Shorter ones are words of other things, too. */
  private static final int MIN_KNOWN = 6;

  private final List<SecretRule> rules;
  private final PatternIndex<OfFiles> ofFiles;
  private final Placeholders placeholders;

  /** What is secret because a file has it, the longest first. */
  private final List<String> known;

  /** The knowledge as it is written. */
  private record Knowledge(
      Map<String, String> parts, List<Entry> secrets, List<String> placeholders) {}

  private record Entry(
      String id,
      String name,
      @Nullable List<String> files,
      @Nullable List<String> except,
      boolean stepsOnly,
      @Nullable List<String> contains,
      String pattern) {
    SecretRule rule(Map<String, String> parts) {
      String whole = pattern;
      for (Map.Entry<String, String> part : parts.entrySet()) {
        whole = whole.replace("${" + part.getKey() + "}", part.getValue());
      }
      return new SecretRule(
          id,
          name,
          patterns(files),
          patterns(except),
          stepsOnly,
          contains == null ? List.of() : contains,
          Pattern.compile(whole));
    }

    private static List<PathPattern> patterns(@Nullable List<String> paths) {
      return paths == null ? List.of() : paths.stream().map(PathPattern::of).toList();
    }
  }

  /** A rule, and some of the files in which its secret is looked for. */
  private record OfFiles(PathPattern files, SecretRule rule) {}

  /**
   * What a text holds of one kind.
   *
   * @param values the secrets themselves, for comparing and masking alone
   */
  record Match(SecretRule rule, Set<String> values) {
    Match {
      values = Set.copyOf(values);
    }

    /** Not the secrets. */
    @Override
    public String toString() {
      return rule.id();
    }
  }

  private SecretScanner(
      List<SecretRule> rules,
      PatternIndex<OfFiles> ofFiles,
      Placeholders placeholders,
      List<String> known) {
    this.rules = rules;
    this.ofFiles = ofFiles;
    this.placeholders = placeholders;
    this.known = known;
  }

  private static SecretScanner of(List<SecretRule> rules, Placeholders placeholders) {
    List<OfFiles> patterns = new ArrayList<>();
    rules.forEach(rule -> rule.files().forEach(files -> patterns.add(new OfFiles(files, rule))));
    return new SecretScanner(
        List.copyOf(rules), PatternIndex.of(patterns, OfFiles::files), placeholders, List.of());
  }

  /** With the knowledge that ships with the program. */
  public static SecretScanner load() {
    try (InputStream in =
        Objects.requireNonNull(SecretScanner.class.getResourceAsStream("secrets.yaml"))) {
      Knowledge knowledge =
          new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<Knowledge>() {});
      return of(
          knowledge.secrets.stream().map(entry -> entry.rule(knowledge.parts)).toList(),
          new Placeholders(knowledge.placeholders));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files to look into. */
  public List<Keep> keeps() {
    Set<PathPattern> files = new LinkedHashSet<>();
    rules.forEach(rule -> files.addAll(rule.files()));
    return files.stream().map(file -> new Keep(file, KEPT_BYTES)).toList();
  }

  /** What each rule is about, in their order. */
  public List<RuleSummary> summaries() {
    return rules.stream()
        .map(rule -> new RuleSummary(rule.id(), Kind.SECRET, "secrets", rule.name()))
        .toList();
  }

  /** The rules' names, in their order. */
  List<String> ids() {
    return rules.stream().map(SecretRule::id).toList();
  }

  /** This one, to which {@code values}, secrets of an image's, are secrets wherever they stand. */
  SecretScanner knowing(Set<String> values) {
    return new SecretScanner(
        rules,
        ofFiles,
        placeholders,
        values.stream()
            .filter(value -> value.length() >= MIN_KNOWN)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The secrets that the file {@code path} with the content {@code text} holds. */
  List<Match> inFile(String path, String text) {
    if (placeholders.isExample(path)) {
      return List.of();
    }
    List<SecretRule> ofFile = ofFiles.matching(path).stream().map(OfFiles::rule).toList();
    return rules.stream()
        .filter(rule -> rule.concernsAllFiles() || (ofFile.contains(rule) && rule.concerns(path)))
        .flatMap(rule -> match(rule, text).stream())
        .toList();
  }

  /** The secrets that a text of no file holds: a build step, a variable. */
  List<Match> inText(String text) {
    return rules.stream()
        .filter(rule -> rule.files().isEmpty())
        .flatMap(rule -> match(rule, text).stream())
        .toList();
  }

  private Optional<Match> match(SecretRule rule, String text) {
    Set<String> values = new LinkedHashSet<>();
    if (rule.mayMatch(text)) {
      Matcher matcher = rule.pattern().matcher(bounded(text));
      while (values.size() < MAX_VALUES && matcher.find()) {
        if (!placeholders.isOne(matcher.group(1))) {
          values.add(matcher.group(1));
        }
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(new Match(rule, values));
  }

  /** {@code text} with every secret in it unrecognisable. */
  public String masked(String text) {
    String masked = bounded(text);
    for (SecretRule rule : rules) {
      if (rule.files().isEmpty() && rule.mayMatch(masked)) {
        masked = masked(rule, masked);
      }
    }
    for (String value : known) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /** Each of {@code texts}, masked. */
  public List<String> masked(List<String> texts) {
    List<String> masked = new ArrayList<>();
    texts.forEach(text -> masked.add(masked(text)));
    return masked;
  }

  private String masked(SecretRule rule, String text) {
    Matcher matcher = rule.pattern().matcher(text);
    StringBuilder masked = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      if (!placeholders.isOne(matcher.group(1))) {
        masked.append(text, end, matcher.start(1)).append(MASK);
        end = matcher.end(1);
      }
    }
    return masked.append(text, end, text.length()).toString();
  }

  private static String bounded(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}
