package dev.imageaudit.audit;

import dev.imageaudit.image.Catalogue;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Reference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the patterns of a fleet list into the images that registries have of them. */
public final class FleetExpansion {
  private final Catalogue catalogue;
  private final ImageSource images;
  private final Settings settings;

  /**
   * How patterns are expanded.
   *
   * @param latest so many of a repository's tags, the newest by their images' creation; empty for
   *     all
   * @param exclude patterns of names to leave out, {@code *} being any run of characters
   */
  public record Settings(OptionalInt latest, List<String> exclude, PlatformSelector platforms) {
    public Settings {
      exclude = List.copyOf(exclude);
    }
  }

  public FleetExpansion(Catalogue catalogue, ImageSource images, Settings settings) {
    this.catalogue = catalogue;
    this.images = images;
    this.settings = settings;
  }

  /** The same list without patterns; one that finds nothing becomes a failure. */
  public FleetList expand(FleetList list) {
    Map<String, Target> targets = new LinkedHashMap<>();
    List<AuditOutcome> failures = new ArrayList<>(list.failures());
    for (Target entry : list.entries()) {
      try {
        for (Target target : expand(entry)) {
          targets.merge(FleetListReader.key(target.name()), target, Target::merge);
        }
      } catch (ImageException e) {
        failures.add(
            new AuditOutcome.Failed(
                entry.reference(),
                Optional.empty(),
                Optional.empty(),
                entry.labels(),
                new AuditOutcome.Failure(Stage.RESOLVE, e.reason(), e.getMessage())));
      }
    }
    targets.values().removeIf(this::isExcluded);
    return new FleetList(List.copyOf(targets.values()), failures);
  }

  private List<Target> expand(Target entry) throws ImageException {
    if (!ReferencePattern.isPattern(entry.name())) {
      return List.of(entry);
    }
    ReferencePattern pattern = ReferencePattern.parse(entry.name());
    List<Target> targets = new ArrayList<>();
    for (String repository : repositories(pattern)) {
      for (Reference reference : newest(tagged(pattern, repository))) {
        String name = reference.toString();
        targets.add(new Target(name, name, entry.labels(), entry.commands()));
      }
    }
    if (targets.isEmpty()) {
      throw new ImageException(
          FailureReason.NOT_FOUND, pattern.registry() + " has nothing that matches " + pattern);
    }
    return targets;
  }

  private List<String> repositories(ReferencePattern pattern) throws ImageException {
    return pattern.spansRepositories()
        ? catalogue.repositories(pattern.registry()).stream()
            .filter(pattern::matchesRepository)
            .toList()
        : List.of(pattern.repository());
  }

  private List<Reference> tagged(ReferencePattern pattern, String repository)
      throws ImageException {
    List<Reference> references = new ArrayList<>();
    for (String tag : catalogue.tags(pattern.registry(), repository)) {
      if (pattern.matchesTag(tag)) {
        references.add(
            new Reference(pattern.registry(), repository, Optional.of(tag), Optional.empty()));
      }
    }
    return references;
  }

  /** A tag whose image cannot be opened stays, for its row is to say why. */
  private List<Reference> newest(List<Reference> references) {
    if (settings.latest().isEmpty() || references.size() <= settings.latest().getAsInt()) {
      return references;
    }
    record Dated(Reference reference, Instant created) {}
    List<Dated> images = new ArrayList<>();
    List<Reference> unopened = new ArrayList<>();
    for (Reference reference : references) {
      try {
        images.add(new Dated(reference, created(reference)));
      } catch (ImageException e) {
        if (e.reason() != FailureReason.NOT_AN_IMAGE) {
          unopened.add(reference);
        }
      }
    }
    List<Reference> newest = new ArrayList<>(unopened);
    images.stream()
        .sorted(
            Comparator.comparing(Dated::created)
                .reversed()
                .thenComparing(dated -> dated.reference().toString()))
        .limit(settings.latest().getAsInt())
        .forEach(dated -> newest.add(dated.reference()));
    return newest;
  }

  private Instant created(Reference reference) throws ImageException {
    List<FoundImage> found = images.find(new ImageName.InRegistry(reference), settings.platforms());
    Optional<String> created = found.get(0).open().config().created();
    try {
      return created.map(text -> OffsetDateTime.parse(text).toInstant()).orElse(Instant.MIN);
    } catch (DateTimeException e) {
      return Instant.MIN; // what has no date is oldest
    }
  }

  private boolean isExcluded(Target target) {
    return settings.exclude().stream()
        .map(NamePattern::of)
        .anyMatch(pattern -> matches(pattern, target));
  }

  private static boolean matches(NamePattern pattern, Target target) {
    if (pattern.matches(target.reference()) || pattern.matches(target.name())) {
      return true;
    }
    try {
      return ImageName.parse(target.name()) instanceof ImageName.InRegistry image
          && pattern.matches(image.reference().toString());
    } catch (ImageException e) {
      return false;
    }
  }
}
