package dev.imageaudit.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says of one blob or document what it is, how long, and by which digest it is found.
 *
 * @param sizeBytes the length of the blob as stored
 * @param urls where else the blob may lie; empty for all but foreign layers
 * @param platform what the described manifest runs on; only in an index
 * @param artifactType what the described manifest is, where it is no image
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">OCI image
 *     spec, descriptors</a>
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long sizeBytes,
    List<String> urls,
    Map<String, String> annotations,
    Optional<Platform> platform,
    Optional<String> artifactType) {

  /** The annotation by which an OCI layout names its images. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  public Descriptor {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("negative size of " + digest);
    }
    urls = List.copyOf(urls);
    annotations = Map.copyOf(annotations);
  }

  /** A descriptor that says no more than it must. */
  public static Descriptor of(String mediaType, Digest digest, long sizeBytes) {
    return new Descriptor(
        mediaType, digest, sizeBytes, List.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Whether this describes what was said about an image (provenance, SBOM), as BuildKit puts into
   * an index beside the images.
   */
  public boolean isAttestation() {
    return annotations.containsKey("vnd.docker.reference.type")
        || platform.map(p -> p.os().equals("unknown")).orElse(false);
  }
}
