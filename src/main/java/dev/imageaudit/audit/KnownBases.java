package dev.imageaudit.audit;

import dev.imageaudit.image.ResolvedName;
import java.util.List;
import java.util.Optional;

/**
 * The bases that the user names by pattern, such as {@code registry.example.com/base/*}: {@code *}
 * is any run of characters, also across slashes.
 *
 * @param patterns of the repository, with the registry before it
 */
public record KnownBases(List<String> patterns) {
  /** None is named. */
  public static final KnownBases NONE = new KnownBases(List.of());

  public KnownBases {
    patterns = List.copyOf(patterns);
  }

  public static KnownBases of(List<String> patterns) {
    return new KnownBases(patterns);
  }

  boolean contains(Candidate image) {
    ResolvedName name = image.name();
    Optional<String> repository = name.repository();
    return repository.isPresent()
        && patterns.stream()
            .map(NamePattern::of)
            .anyMatch(pattern -> matches(pattern, name.registry(), repository.get()));
  }

  private static boolean matches(
      NamePattern pattern, Optional<String> registry, String repository) {
    return pattern.matches(registry.map(r -> r + "/" + repository).orElse(repository));
  }
}
