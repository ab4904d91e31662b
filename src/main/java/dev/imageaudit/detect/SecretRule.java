package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one kind of secret looks like.
 *
 * @param name for people, such as {@code npm registry token}
 * @param files in which it is looked for; none for every text that is looked at, history included
 * @param except those of them in which it is not
 * @param stepsOnly in the steps of the history and in the environment, and in no file
 * @param contains texts one of which is in every match; empty where there are none such
 * @param pattern the first group of its match is the secret itself
 */
record SecretRule(
    String id,
    String name,
    List<PathPattern> files,
    List<PathPattern> except,
    boolean stepsOnly,
    List<String> contains,
    Pattern pattern) {
  SecretRule {
    files = List.copyOf(files);
    except = List.copyOf(except);
    contains = List.copyOf(contains);
    if (pattern.matcher("").groupCount() != 1) {
      throw new IllegalArgumentException("the pattern has one group, the secret: " + pattern);
    }
  }

  /** Whether the secret is looked for in every file that is looked at. */
  boolean concernsAllFiles() {
    return files.isEmpty() && !stepsOnly;
  }

  /** Whether the file {@code path}, one of {@link #files}, may hold it. */
  boolean concerns(String path) {
    return except.stream().noneMatch(pattern -> pattern.matches(path));
  }

  /** Whether {@code text} may hold it: a quick look before the search. */
  boolean mayMatch(String text) {
    return contains.isEmpty() || contains.stream().anyMatch(text::contains);
  }
}
