package dev.imageaudit.image;

import dev.imageaudit.oci.Reference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one image is, in skopeo's notation {@code transport:details}; without a transport it is in
 * a registry.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-transports.5.md">containers-transports(5)</a>
 */
public sealed interface ImageName {

  /** {@code docker://registry/repository:tag}. */
  record InRegistry(Reference reference) implements ImageName {
    @Override
    public String toString() {
      return "docker://" + reference;
    }
  }

  /** {@code oci:directory[:ref]}: an OCI layout; without a ref its only image. */
  record InLayout(Path directory, Optional<String> ref) implements ImageName {
    @Override
    public String toString() {
      return "oci:" + directory + ref.map(r -> ":" + r).orElse("");
    }
  }

  /** {@code oci-archive:file[:ref]}: an OCI layout in a tar file. */
  record InOciArchive(Path file, Optional<String> ref) implements ImageName {
    @Override
    public String toString() {
      return "oci-archive:" + file + ref.map(r -> ":" + r).orElse("");
    }
  }

  /** {@code docker-archive:file[:ref]}: what {@code docker save} writes. */
  record InDockerArchive(Path file, Optional<String> ref) implements ImageName {
    @Override
    public String toString() {
      return "docker-archive:" + file + ref.map(r -> ":" + r).orElse("");
    }
  }

  /** {@code docker-daemon:reference}: an image of the Docker daemon, by name or by image ID. */
  record InDaemon(String reference) implements ImageName {
    @Override
    public String toString() {
      return "docker-daemon:" + reference;
    }
  }

  /**
   * Reads {@code transport:details}, or a registry's reference.
   *
   * @throws ImageException with {@link FailureReason#INVALID_REFERENCE} where {@code text} names no
   *     image
   */
  static ImageName parse(String text) throws ImageException {
    int colon = text.indexOf(':');
    String transport = colon < 0 ? "" : text.substring(0, colon);
    String details = text.substring(colon + 1);
    try {
      return switch (transport) {
        case "docker" -> new InRegistry(Reference.parse(afterSlashes(details)));
        case "oci" -> {
          PathAndRef split = PathAndRef.of(details);
          yield new InLayout(split.path, split.ref);
        }
        case "oci-archive" -> {
          PathAndRef split = PathAndRef.of(details);
          yield new InOciArchive(split.path, split.ref);
        }
        case "docker-archive" -> {
          PathAndRef split = PathAndRef.of(details);
          yield new InDockerArchive(split.path, split.ref);
        }
        case "docker-daemon" -> new InDaemon(nonEmpty(details));
        default -> new InRegistry(Reference.parse(text));
      };
    } catch (IllegalArgumentException e) {
      throw new ImageException(FailureReason.INVALID_REFERENCE, String.valueOf(e.getMessage()), e);
    }
  }

  private static String afterSlashes(String details) {
    if (!details.startsWith("//")) {
      throw new IllegalArgumentException("docker: is followed by //registry/repository");
    }
    return details.substring(2);
  }

  private static String nonEmpty(String details) {
    if (details.isBlank()) {
      throw new IllegalArgumentException("docker-daemon: is followed by an image's name");
    }
    return details;
  }

  /** {@code path[:ref]}, split at the first colon as skopeo does. */
  record PathAndRef(Path path, Optional<String> ref) {
    private static PathAndRef of(String details) {
      int colon = details.indexOf(':');
      String path = colon < 0 ? details : details.substring(0, colon);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("the transport is followed by a path");
      }
      try {
        return new PathAndRef(
            Path.of(path),
            colon < 0 ? Optional.empty() : Optional.of(details.substring(colon + 1)));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("no path: " + path, e);
      }
    }
  }
}
