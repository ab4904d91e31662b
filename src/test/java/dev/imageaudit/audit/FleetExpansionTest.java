package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.Catalogue;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.PlatformSelector;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FleetExpansionTest {
  private static final FakeImages.FakeLayer LAYER =
      FakeImages.layer(new TarBuilder().file("a", "a"), "COPY a /");

  private final FakeImages images =
      new FakeImages()
          .addCreated("registry.test/team/api:1.0", "2024-01-01T00:00:00Z", LAYER)
          .addCreated("registry.test/team/api:1.1", "2026-01-01T00:00:00+01:00", LAYER)
          .addCreated("registry.test/team/api:2.0", "2025-01-01T00:00:00Z", LAYER)
          .addCreated("registry.test/team/web:1.0", "2025-01-01T00:00:00Z", LAYER);

  /** Lists repositories and tags held in a map. */
  private record FakeCatalogue(SortedMap<String, List<String>> tags) implements Catalogue {
    @Override
    public List<String> repositories(String registry) throws ImageException {
      if (!registry.equals("registry.test")) {
        throw new ImageException(FailureReason.UNAUTHORIZED, "no catalogue for you");
      }
      return List.copyOf(tags.keySet());
    }

    @Override
    public List<String> tags(String registry, String repository) {
      return tags.getOrDefault(repository, List.of());
    }
  }

  private FleetList expand(OptionalInt latest, List<String> exclude, String... names) {
    FleetListReader reader = new FleetListReader(Map.of());
    for (String name : names) {
      reader.readArgument(name);
    }
    Catalogue catalogue =
        new FakeCatalogue(
            new TreeMap<>(
                Map.of(
                    "team/api", List.of("1.0", "1.1", "2.0", "gone"),
                    "team/web", List.of("1.0"),
                    "other/api", List.of("1.0"))));
    return new FleetExpansion(
            catalogue,
            images,
            new FleetExpansion.Settings(latest, exclude, PlatformSelector.parse("linux/amd64")))
        .expand(reader.list());
  }

  private static List<String> names(FleetList list) {
    return list.entries().stream().map(Target::name).toList();
  }

  @Test
  void aPatternOfRepositoriesIsEveryTagOfThoseThatMatch() {
    assertThat(names(expand(OptionalInt.empty(), List.of(), "registry.test/team/*")))
        .containsExactly(
            "registry.test/team/api:1.0",
            "registry.test/team/api:1.1",
            "registry.test/team/api:2.0",
            "registry.test/team/api:gone",
            "registry.test/team/web:1.0");
  }

  @Test
  void aPatternOfTagsIsThoseThatMatch() {
    assertThat(names(expand(OptionalInt.empty(), List.of(), "registry.test/team/api:1.*")))
        .containsExactly("registry.test/team/api:1.0", "registry.test/team/api:1.1");
  }

  @Test
  void theLatestAreTheNewestByTheirImagesCreationAndThoseThatCannotBeOpened() {
    assertThat(names(expand(OptionalInt.of(1), List.of(), "registry.test/team/api:*")))
        .containsExactly("registry.test/team/api:gone", "registry.test/team/api:1.1");
  }

  @Test
  void whatIsExcludedIsNotInTheFleetWhereverItCameFrom() {
    FleetList list =
        expand(
            OptionalInt.empty(),
            List.of("*/team/api:*", "docker.io/library/*"),
            "registry.test/team/*",
            "alpine",
            "busybox.test/a:1");

    assertThat(names(list)).containsExactly("registry.test/team/web:1.0", "busybox.test/a:1");
  }

  @Test
  void aPatternAndANameThatMeanTheSameImageAreOneRow() {
    assertThat(
            names(
                expand(
                    OptionalInt.empty(),
                    List.of(),
                    "docker://registry.test/team/web:1.0",
                    "registry.test/team/web:*")))
        .containsExactly("docker://registry.test/team/web:1.0");
  }

  @Test
  void aPatternThatFindsNothingOrMayNotLookIsAFailedRow() {
    FleetList list =
        expand(OptionalInt.empty(), List.of(), "registry.test/absent/*", "closed.test/*");

    assertThat(list.entries()).isEmpty();
    assertThat(list.failures())
        .extracting(f -> ((AuditOutcome.Failed) f).failure().reason())
        .containsExactly(FailureReason.NOT_FOUND, FailureReason.UNAUTHORIZED);
  }
}
