package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one kind of secret looks like.
 *
 * @param name for people, such as {@code npm registry token}
 * @param files in which it is looked for; none for every text that is looked at, history included
 * @param stepsOnly in the steps of the history and in the environment, and in no file
 * @param having texts of which every match has one; none where there are no such
 * @param pattern the first group of its match is the secret itself
 */
record SecretRule(
    String id,
    String name,
    List<PathPattern> files,
    boolean stepsOnly,
    List<String> having,
    Pattern pattern) {
  SecretRule {
    files = List.copyOf(files);
    having = List.copyOf(having);
    if (pattern.matcher("").groupCount() != 1) {
      throw new IllegalArgumentException("the pattern has one group, the secret: " + pattern);
    }
  }

  /** Whether the secret is looked for in every file that is looked at. */
  boolean concernsAllFiles() {
    return files.isEmpty() && !stepsOnly;
  }

  /** Whether it is worth trying the pattern on {@code text}. */
  boolean mayBeIn(String text) {
    return having.isEmpty() || having.stream().anyMatch(text::contains);
  }
}
