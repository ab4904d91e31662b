package dev.imageaudit.dockerfile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.packages.OsRelease;
import dev.imageaudit.packages.PackageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the two stages begin with. */
final class BaseChoice {
  private static final Set<Kind> OF_BUILDING =
      EnumSet.of(
          Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL, Kind.HEADERS, Kind.PACKAGE_MANAGER, Kind.VCS);

  /** Where Debian's packages of web servers have sites, and the servers' own images have none. */
  private static final List<String> OF_DISTRIBUTION =
      List.of("/etc/nginx/sites-enabled", "/etc/apache2");

  private static final Knowledge KNOWLEDGE = load();

  private final Subject subject;
  private final Base base;
  private final BuildHistory history;

  /**
   * The knowledge as it is written.
   *
   * @param runtimes published images for building, and their siblings for running
   * @param distributions the image of a distribution's release
   */
  private record Knowledge(List<Sibling> runtimes, Map<String, String> distributions) {}

  private record Sibling(String image, String runtime) {}

  BaseChoice(Subject subject, Base base, BuildHistory history) {
    this.subject = subject;
    this.base = base;
    this.history = history;
  }

  private static Knowledge load() {
    try (InputStream in =
        Objects.requireNonNull(BaseChoice.class.getResourceAsStream("bases.yaml"))) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, Knowledge.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the image itself was built on. */
  FromImage builder() {
    Optional<String> proven = base.name().filter(Quoting::isPlain);
    if (proven.isPresent()) {
      return new FromImage(proven.get(), true, base.layers(), false, "the original's base");
    }
    Optional<String> noted = history.base().filter(Quoting::isPlain);
    return noted
        .map(name -> new FromImage(name, true, base.layers(), false, "the original's base"))
        .orElseGet(
            () ->
                new FromImage(
                    distribution(""),
                    false,
                    base.layers(),
                    false,
                    "what /etc/os-release says of the base, whose name is not in the image"));
  }

  /** What the application runs on. */
  FromImage runtime(FromImage builder, Stack stack) {
    if (stack == Stack.STATIC && !needsShell()) {
      return new FromImage(
          "scratch", true, 0, true, "the program is static and starts without a shell");
    }
    Optional<Base.Published> published =
        base.runtime()
            .filter(r -> Quoting.isPlain(r.name()))
            .filter(r -> !isForeign(r.name(), subject) || isLaidOutAlike());
    if (published.isPresent()) {
      return new FromImage(
          published.get().name(),
          true,
          published.get().bringsLanguage() ? base.layers() : Math.min(1, base.layers()),
          false,
          "the published image on which what running needs is smallest");
    }
    Optional<String> sibling = sibling(builder);
    if (sibling.isPresent()) {
      return new FromImage(
          sibling.get(), true, base.layers(), false, "the runtime without what only builds need");
    }
    if (!isForBuilding(builder.layers())) {
      return new FromImage(
          builder.name(),
          builder.known(),
          builder.layers(),
          false,
          "the base ships no build tools");
    }
    return new FromImage(
        distribution("-slim"),
        false,
        Math.min(1, subject.root().layers().size()),
        false,
        "the distribution of the base, which itself ships build tools");
  }

  /**
   * Whether {@code image} has another package manager than {@code subject}: Alpine's in place of
   * Debian's or Red Hat's. What such a base lacks no package of the original's brings.
   */
  static boolean isForeign(String image, Subject subject) {
    return image.matches("(?:.*[:/@-])?alpine(?:[^a-z].*)?")
        && subject.packages().packages().stream().noneMatch(p -> p.format() == PackageFormat.APK);
  }

  /** Whether servers' configuration lies nowhere that only the original's distribution reads. */
  private boolean isLaidOutAlike() {
    return OF_DISTRIBUTION.stream()
        .noneMatch(
            directory ->
                subject.root().below(directory).stream()
                    .anyMatch(file -> subject.closure().needsExactly(file.path())));
  }

  private boolean needsShell() {
    List<String> argv = subject.config().argv();
    boolean isShell = !argv.isEmpty() && argv.get(0).matches("(?:/bin/)?(?:ba|da|a)?sh");
    return isShell || !subject.closure().uncertainties().isEmpty();
  }

  private Optional<String> sibling(FromImage builder) {
    if (!builder.known()) {
      return Optional.empty();
    }
    String name = builder.name().replaceFirst("@.*", "").replaceFirst("^docker\\.io/", "");
    String plain = name.replaceFirst("^library/", "");
    for (Sibling sibling : KNOWLEDGE.runtimes) {
      Matcher matcher = Pattern.compile(sibling.image).matcher(plain);
      if (matcher.matches()) {
        return Optional.of(matcher.replaceFirst(sibling.runtime));
      }
    }
    return Optional.empty();
  }

  /** Whether some of the first {@code layers} bring what only building needs. */
  private boolean isForBuilding(int layers) {
    return subject.residues().stream()
        .filter(r -> !r.neededAtRuntime() && OF_BUILDING.contains(r.finding().kind()))
        .anyMatch(r -> !r.byLayer().isEmpty() && r.byLayer().lastKey() < layers);
  }

  /** The distribution's own image, in its smaller variant where there is one. */
  private String distribution(String variant) {
    OsRelease release = OsRelease.of(subject.root());
    String version = release.versionId().replaceAll("[^A-Za-z0-9._-]", "");
    String template = KNOWLEDGE.distributions.get(release.id() + variant);
    if (template == null) {
      template = KNOWLEDGE.distributions.get(release.id());
    }
    if (template == null || version.isEmpty()) {
      return "example.com/base-image:tag";
    }
    boolean isMinor = release.id().equals("alpine");
    String tag = isMinor ? version.replaceFirst("^(\\d+\\.\\d+).*", "$1") : version;
    return template.replace("$version", tag);
  }
}
