package dev.imageaudit.audit;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names many images of one registry: {@code registry/team/*} all tags of the repositories that
 * match, {@code registry/app:1.*} the tags that match. {@code *} is any run of characters, also
 * across slashes.
 *
 * @param registry host and port; has no asterisk
 * @param tag pattern; empty for every tag
 */
record ReferencePattern(String registry, String repository, Optional<String> tag) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._*/-]+");

  /** Whether {@code text} is meant to be a pattern. */
  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  /**
   * Reads a pattern.
   *
   * @throws ImageException with {@link FailureReason#INVALID_REFERENCE} where it is malformed
   */
  static ReferencePattern parse(String text) throws ImageException {
    String name = text.startsWith("docker://") ? text.substring("docker://".length()) : text;
    int slash = name.indexOf('/');
    String registry = slash < 0 ? "" : name.substring(0, slash);
    if (!registry.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]+](:[0-9]{1,5})?")
        || !(registry.contains(".") || registry.contains(":") || registry.equals("localhost"))) {
      throw malformed(text, "it starts with a registry, such as registry.example.com/");
    }
    String rest = name.substring(slash + 1);
    int colon = rest.indexOf(':');
    String repository = colon < 0 ? rest : rest.substring(0, colon);
    Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
    if (!ALLOWED.matcher(repository).matches()
        || (tag.isPresent() && !ALLOWED.matcher(tag.get()).matches())) {
      throw malformed(text, "* is its only wildcard, and tags follow a colon");
    }
    return new ReferencePattern(registry, repository, tag);
  }

  private static ImageException malformed(String text, String rule) {
    return new ImageException(
        FailureReason.INVALID_REFERENCE, "malformed pattern: " + text + ": " + rule);
  }

  /** Whether the catalogue must be asked for repositories. */
  boolean spansRepositories() {
    return isPattern(repository);
  }

  boolean matchesRepository(String name) {
    return NamePattern.of(repository).matches(name);
  }

  boolean matchesTag(String name) {
    return tag.isEmpty() || NamePattern.of(tag.get()).matches(name);
  }

  @Override
  public String toString() {
    return registry + "/" + repository + tag.map(t -> ":" + t).orElse("");
  }
}
