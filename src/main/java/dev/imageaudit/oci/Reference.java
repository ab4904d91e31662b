package dev.imageaudit.oci;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry: {@code registry/repository[:tag][@digest]}, completed as
 * Docker completes it ({@code alpine} is {@code docker.io/library/alpine:latest}).
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec, pulling manifests</a>
 */
public record Reference(
    String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
  private static final String DOCKER_HUB = "docker.io";
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
  private static final Pattern NAME_AND_TAG = Pattern.compile("(.+?)(?::([^:/]+))?");

  /**
   * Checks every part against the distribution spec.
   *
   * @throws IllegalArgumentException where a part is malformed, saying which and why
   */
  public Reference {
    if (!REGISTRY.matcher(registry).matches()) {
      throw new IllegalArgumentException("malformed registry host: " + registry);
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException(
          "malformed repository (lower-case letters, digits, and . _ - / between them): "
              + repository);
    }
    if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
      throw new IllegalArgumentException("malformed tag: " + tag.get());
    }
  }

  /**
   * Reads a reference as {@code docker pull} does; without tag and digest the tag is {@code
   * latest}.
   *
   * @throws IllegalArgumentException where {@code text} is no reference, saying what is wrong
   */
  public static Reference parse(String text) {
    String name = text;
    Optional<Digest> digest = Optional.empty();
    int at = name.indexOf('@');
    if (at >= 0) {
      digest = Optional.of(Digest.parse(name.substring(at + 1)));
      name = name.substring(0, at);
    }
    Matcher parts = NAME_AND_TAG.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("an image reference is empty");
    }
    Optional<String> tag = Optional.ofNullable(parts.group(2));
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of("latest");
    }
    return split(parts.group(1), tag, digest);
  }

  private static Reference split(String name, Optional<String> tag, Optional<Digest> digest) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean isHost =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.toLowerCase(java.util.Locale.ROOT).equals(first);
    String registry = isHost ? first : DOCKER_HUB;
    String repository = isHost ? name.substring(slash + 1) : name;
    if (registry.equals("index.docker.io")) {
      registry = DOCKER_HUB;
    }
    if (registry.equals(DOCKER_HUB) && !repository.contains("/")) {
      repository = "library/" + repository;
    }
    return new Reference(registry, repository, tag, digest);
  }

  /** This reference with another tag and no digest. */
  public Reference withTag(String newTag) {
    return new Reference(registry, repository, Optional.of(newTag), Optional.empty());
  }

  /** This reference pinned to {@code newDigest}. */
  public Reference withDigest(Digest newDigest) {
    return new Reference(registry, repository, tag, Optional.of(newDigest));
  }

  /**
   * What the distribution spec calls the manifest's reference: the digest if known, else the tag.
   */
  public String manifestReference() {
    return digest.map(Digest::toString).or(() -> tag).orElse("latest");
  }

  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + tag.map(t -> ":" + t).orElse("")
        + digest.map(d -> "@" + d).orElse("");
  }
}
