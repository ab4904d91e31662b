package dev.imageaudit.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.PathPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rules from YAML: a list of entries, in which no unknown and no doubled field passes. */
final class RuleReader {
  /** What a content may be looked for in, wherever it lies. */
  private static final Set<String> IN_ALL_PROGRAMS = Set.of("program", "go");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private RuleReader() {}

  /**
   * The rules in {@code text}, in its order.
   *
   * @param file its name, for messages
   * @throws InvalidKnowledgeException where an entry is wrong
   */
  static List<Rule> read(String file, String text) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode entry : entries(file, text)) {
      String id = entry.path("id").asText("entry " + (rules.size() + 1));
      try {
        rules.add(YAML.treeToValue(entry, WrittenRule.class).read());
      } catch (JsonMappingException e) {
        throw new InvalidKnowledgeException(file, id + field(e), e.getOriginalMessage());
      } catch (JsonProcessingException e) {
        throw new InvalidKnowledgeException(file, id, e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        throw new InvalidKnowledgeException(file, id, String.valueOf(e.getMessage()));
      }
    }
    return rules;
  }

  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : r.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : ", " + path;
  }

  /**
   * The names of packages in {@code text}, a list of regular expressions.
   *
   * @throws InvalidKnowledgeException where an entry is wrong
   */
  static List<Pattern> readNames(String file, String text) {
    List<Pattern> names = new ArrayList<>();
    for (JsonNode entry : entries(file, text)) {
      try {
        names.add(Pattern.compile(entry.asText()));
      } catch (PatternSyntaxException e) {
        throw new InvalidKnowledgeException(file, entry.asText(), String.valueOf(e.getMessage()));
      }
    }
    return names;
  }

  private static JsonNode entries(String file, String text) {
    try {
      JsonNode entries = YAML.readTree(text);
      if (!entries.isArray()) {
        throw new InvalidKnowledgeException(file, "document", "is no list of rules");
      }
      return entries;
    } catch (IOException e) {
      throw new InvalidKnowledgeException(file, "document", String.valueOf(e.getMessage()));
    }
  }

  private record WrittenRule(
      @Nullable String id,
      @Nullable String name,
      @Nullable String nameText,
      @Nullable Kind kind,
      @Nullable String ecosystem,
      @Nullable String source,
      @Nullable Confidence confidence,
      @Nullable List<String> packages,
      @Nullable List<String> companions,
      @Nullable List<String> distributions,
      @Nullable List<WrittenSign> signs,
      @Nullable String mechanism,
      @Nullable List<WrittenFact> version,
      @Nullable String versionText,
      @Nullable List<String> paths,
      @Nullable List<String> except,
      @Nullable List<String> runtime,
      @Nullable Boolean unlessNeeded,
      @Nullable Ownership ownership,
      @Nullable List<String> outside,
      @Nullable String purl) {

    Rule read() {
      return new Rule(
          required(id, "id"),
          required(name, "name"),
          Optional.ofNullable(nameText),
          required(kind, "kind"),
          required(ecosystem, "ecosystem"),
          required(source, "source"),
          confidence == null ? Confidence.HIGH : confidence,
          orNone(packages).stream().map(Pattern::compile).toList(),
          orNone(companions).stream().map(Pattern::compile).toList(),
          orNone(distributions).stream().map(Pattern::compile).toList(),
          orNone(signs).stream().map(WrittenSign::read).toList(),
          Optional.ofNullable(mechanism).map(Mechanism::named),
          orNone(version).stream().map(WrittenFact::read).toList(),
          versionText == null ? "${version}" : versionText,
          relative(paths),
          relative(except),
          relative(runtime),
          unlessNeeded != null && unlessNeeded,
          ownership == null ? Ownership.OWNER : ownership,
          orNone(outside).stream().map(PathPattern::of).toList(),
          Optional.ofNullable(purl));
    }
  }

  private record WrittenSign(
      @Nullable String within,
      @Nullable String under,
      @Nullable Confidence confidence,
      @Nullable Boolean alone,
      @Nullable List<String> paths,
      @Nullable String reason,
      @Nullable List<WrittenFact> all) {

    Sign read() {
      return new Sign(
          Optional.ofNullable(within),
          Optional.ofNullable(under).map(PathPattern::of),
          Optional.ofNullable(confidence),
          alone != null && alone,
          Optional.ofNullable(paths).map(RuleReader::relative),
          Optional.ofNullable(reason),
          orNone(all).stream().map(WrittenFact::read).toList());
    }
  }

  private record WrittenFact(
      @Nullable String path,
      @Nullable String anywhere,
      @Nullable String elf,
      @Nullable String content,
      @Nullable Map<String, String> traits,
      @Nullable Map<String, String> json) {

    FileFact read() {
      if ((path == null) == (anywhere == null)) {
        throw new IllegalArgumentException("a fact has either path or anywhere");
      }
      if (content != null
          && "${file}".equals(path)
          && !IN_ALL_PROGRAMS.contains(String.valueOf(elf))) {
        throw new IllegalArgumentException("every file would be searched for " + content);
      }
      Map<Trait, Expression> expressions = new EnumMap<>(Trait.class);
      orNone(traits)
          .forEach((name, regex) -> expressions.put(Trait.of(name), Expression.of(regex)));
      Map<String, Expression> fields = new TreeMap<>();
      orNone(json).forEach((name, regex) -> fields.put(name, Expression.of(regex)));
      boolean isElf = expressions.keySet().stream().anyMatch(Trait::isOfElf);
      return new FileFact(
          path == null ? required(anywhere, "anywhere") : path,
          anywhere != null,
          elf == null ? isElf ? FileFact.Elf.ANY : FileFact.Elf.INDIFFERENT : FileFact.Elf.of(elf),
          expressions,
          Optional.ofNullable(content).map(Expression::of),
          fields);
    }
  }

  private static List<PathPattern> relative(@Nullable List<String> paths) {
    return orNone(paths).stream().map(path -> PathPattern.of("/" + path)).toList();
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException("the field " + field + " is missing");
    }
    return value;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
