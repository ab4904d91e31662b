package dev.imageaudit.detect;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells values that stand for a secret from secrets: references, examples, defaults of manuals. */
final class Placeholders {
  private static final int MIN_DIFFERENT_CHARACTERS = 4;

  /** A variable, a template's field, a path, what a shell or a vault fills in. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$.*|%[A-Za-z_]\\w*%|<.*>|\\{\\{.*|@[A-Za-z_.]+@|/.*|\\./.*|#\\{.*|%\\(.*|env\\(.*|ENC\\(.*|\\{cipher\\}.*|vault:.*|file:.*|arn:.*");

  /** Files that show what to write into others, those that test how secrets are read, libraries. */
  private static final Pattern EXAMPLE_FILE =
      Pattern.compile(
          ".*(?:[.-](?:example|sample|template|tmpl|dist)(?:\\.[a-z]+)?"
              + "|/(?:example|sample|template)[.-][^/]*"
              + "|/(?:tests?|__tests__|testdata|fixtures|examples?|spec)/.*"
              + "|/(?:node_modules|site-packages|dist-packages|gems|vendor)/.*)");

  private final List<Pattern> words;

  Placeholders(List<String> words) {
    this.words = words.stream().map(word -> Pattern.compile(word)).toList();
  }

  /** Whether what the file {@code path} holds is for show. */
  boolean isExample(String path) {
    return EXAMPLE_FILE.matcher(path).matches();
  }

  /** Whether {@code value} is no secret. */
  boolean isOne(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return REFERENCE.matcher(value).matches()
        || words.stream().anyMatch(word -> word.matcher(lower).find())
        || value.chars().distinct().count() < MIN_DIFFERENT_CHARACTERS;
  }
}
