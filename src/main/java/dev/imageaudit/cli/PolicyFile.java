package dev.imageaudit.cli;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.report.ImageScope;
import dev.imageaudit.report.Limit;
import dev.imageaudit.report.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file of {@code --policy}, see {@code docs/gate.md}. */
final class PolicyFile {
  static final List<String> PARTS = List.of("rules", "exceptions");
  static final List<String> RULE =
      Stream.of(
              List.of("name", "images", "groups"),
              Limit.codes(),
              List.of("maxSecrets", "forbidKinds", "forbidVerdicts"))
          .flatMap(List::stream)
          .toList();
  static final List<String> EXCEPTION =
      List.of("images", "groups", "rules", "owner", "reason", "expires");

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?([kMGT]?)B?");

  private final YamlDocument document;
  private final List<Policy.Rule> rules = new ArrayList<>();
  private final List<Policy.Waiver> exceptions = new ArrayList<>();
  private final Map<String, Integer> namedRules = new HashMap<>();

  private PolicyFile(YamlDocument document) {
    this.document = document;
  }

  /**
   * Reads {@code file}.
   *
   * @throws UsageException where it is no policy; the message names the line
   */
  static Policy read(Path file) throws UsageException {
    return YamlDocument.read(file, document -> new PolicyFile(document).policy());
  }

  private Policy policy() throws IOException, UsageException {
    document.forEachKey(
        "a policy",
        PARTS,
        part -> {
          if (part.equals("rules")) {
            document.forEachItem(part, item -> rules.add(rule()));
          } else {
            document.forEachItem(part, item -> exceptions.add(exception()));
          }
        });
    if (rules.isEmpty()) {
      throw document.wrong(1, "a policy has rules");
    }
    List<String> names = rules.stream().map(Policy.Rule::name).toList();
    for (Map.Entry<String, Integer> named : namedRules.entrySet()) {
      if (!names.contains(named.getKey())) {
        throw document.unknown(named.getValue(), "rule", named.getKey(), names, "");
      }
    }
    return new Policy(rules, exceptions);
  }

  private Policy.Rule rule() throws IOException, UsageException {
    int line = document.line();
    Map<String, List<String>> texts = new HashMap<>();
    Map<Limit, Long> maxima = new EnumMap<>(Limit.class);
    document.forEachKey(
        "a rule",
        RULE,
        key -> {
          if (Limit.named(key).isPresent()) {
            maxima.put(Limit.named(key).get(), bytes(key));
          } else {
            texts.put(key, values(key));
          }
        });
    if (!texts.containsKey("name")) {
      throw document.wrong(line, "a rule has a name");
    }
    String name = texts.get("name").get(0);
    if (rules.stream().anyMatch(rule -> rule.name().equals(name))) {
      throw document.wrong(line, "there are two rules " + Terminal.printable(name));
    }
    boolean isLimit = texts.keySet().stream().anyMatch(key -> key.matches("max.*|forbid.*"));
    if (maxima.isEmpty() && !isLimit) {
      throw document.wrong(line, "the rule " + Terminal.printable(name) + " limits nothing");
    }
    return new Policy.Rule(
        name,
        scope(texts),
        maxima,
        texts.containsKey("maxSecrets")
            ? OptionalInt.of(Integer.parseInt(texts.get("maxSecrets").get(0)))
            : OptionalInt.empty(),
        Set.copyOf(texts.getOrDefault("forbidKinds", List.of())),
        Set.copyOf(texts.getOrDefault("forbidVerdicts", List.of())));
  }

  private List<String> values(String key) throws IOException, UsageException {
    return switch (key) {
      case "forbidKinds" -> words(key, Arrays.stream(Kind.values()).map(Kind::code).toList());
      case "forbidVerdicts" ->
          words(key, Arrays.stream(Verdict.Code.values()).map(Verdict.Code::code).toList());
      case "maxSecrets" -> List.of(number(key));
      case "expires" -> List.of(date(key));
      case "name", "owner", "reason" -> List.of(document.text(key));
      default -> document.texts(key).stream().distinct().toList();
    };
  }

  private List<String> words(String key, List<String> known) throws IOException, UsageException {
    return document.words(key, known).stream().distinct().toList();
  }

  private Policy.Waiver exception() throws IOException, UsageException {
    int line = document.line();
    Map<String, List<String>> texts = new HashMap<>();
    document.forEachKey(
        "an exception",
        EXCEPTION,
        key -> {
          texts.put(key, values(key));
          if (key.equals("rules")) {
            texts.get(key).forEach(name -> namedRules.putIfAbsent(name, document.line()));
          }
        });
    for (String key : List.of("owner", "reason", "expires")) {
      if (!texts.containsKey(key)) {
        throw document.wrong(line, "an exception says owner, reason and expires: " + key);
      }
    }
    if (!texts.containsKey("images") && !texts.containsKey("groups")) {
      throw document.wrong(line, "an exception says for which images or groups it is");
    }
    return new Policy.Waiver(
        scope(texts),
        texts.getOrDefault("rules", List.of()),
        first(texts, "owner"),
        first(texts, "reason"),
        LocalDate.parse(first(texts, "expires")));
  }

  private static String first(Map<String, List<String>> texts, String key) {
    return texts.getOrDefault(key, List.of("")).get(0);
  }

  private static ImageScope scope(Map<String, List<String>> texts) {
    return new ImageScope(
        texts.getOrDefault("images", List.of()), texts.getOrDefault("groups", List.of()));
  }

  private long bytes(String key) throws IOException, UsageException {
    Matcher size = SIZE.matcher(document.text(key));
    if (!size.matches()) {
      throw document.wrong(key + " takes a size such as 250MB or 1.5GB");
    }
    double factor =
        Math.pow(1000, "kMGT".indexOf(size.group(2).isEmpty() ? '?' : size.group(2).charAt(0)) + 1);
    return Math.round(Double.parseDouble(size.group(1)) * factor);
  }

  private String number(String key) throws IOException, UsageException {
    String text = document.text(key);
    if (!text.matches("[0-9]{1,6}")) {
      throw document.wrong(key + " takes a whole number");
    }
    return text;
  }

  private String date(String key) throws IOException, UsageException {
    try {
      return LocalDate.parse(document.text(key)).toString();
    } catch (DateTimeException e) {
      throw document.wrong(key + " takes a day such as 2027-03-31");
    }
  }
}
