package dev.imageaudit.oci;

import java.util.Locale;
import java.util.Optional;

/**
 * What an image runs on: operating system, CPU architecture, and the CPU's variant where it
 * matters.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     spec, image index</a>
 */
public record Platform(String os, String architecture, Optional<String> variant)
    implements Comparable<Platform> {

  /** What is audited unless the user asks for another. */
  public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", Optional.empty());

  public Platform {
    os = os.toLowerCase(Locale.ROOT);
    architecture = architecture.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws IllegalArgumentException where {@code text} has another form
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new IllegalArgumentException(
          "a platform is os/architecture[/variant], such as linux/amd64: " + text);
    }
    return new Platform(
        parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  /**
   * Whether an image for {@code offered} serves somebody who asked for this: the variant counts
   * only where it was asked for, but {@code arm64} and {@code arm64/v8} are one.
   */
  public boolean accepts(Platform offered) {
    return os.equals(offered.os)
        && architecture.equals(offered.architecture)
        && (variant.isEmpty() || variant().equals(offered.effectiveVariant()));
  }

  private Optional<String> effectiveVariant() {
    return variant.isEmpty() && architecture.equals("arm64") ? Optional.of("v8") : variant;
  }

  @Override
  public int compareTo(Platform other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
  }
}
