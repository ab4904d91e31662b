package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Reference;
import java.net.URI;
import java.nio.file.Path;

/**
 * Puts an image into a registry: its blobs, then its manifest.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push">OCI
 *     distribution spec, push</a>
 */
public final class RegistryPush {
  private static final int MAX_ANSWER_BYTES = 64 << 10;

  private final RegistryClient client;
  private final Reference reference;

  /** Pushes to {@code reference}, which has a tag. */
  public RegistryPush(RegistryClient client, Reference reference) {
    this.client = client;
    this.reference = reference;
  }

  /**
   * Puts a blob there, unless it is there already.
   *
   * @throws ImageException where the registry does not take it
   */
  public void blob(Digest digest, Path file) throws ImageException {
    String subject = "the blob " + digest.abbreviated();
    if (client.probe(RegistryImage.blobRequest(reference, digest, subject)).isPresent()) {
      return;
    }
    Received begun =
        client.receive(
            request("/blobs/uploads/", "the upload of " + subject)
                .withMethod("POST")
                .withBody(new Upload.OfBytes(new byte[0], "application/octet-stream")),
            MAX_ANSWER_BYTES);
    String place =
        begun
            .header("Location")
            .orElseThrow(
                () ->
                    new ImageException(
                        FailureReason.SERVER_ERROR,
                        reference.registry() + " does not say where " + subject + " goes"));
    Received unused =
        client.receive(
            request("", subject)
                .withMethod("PUT")
                .withPath(withDigest(place, digest))
                .withBody(new Upload.OfFile(file)),
            MAX_ANSWER_BYTES);
  }

  /** The upload's place on the same server: tokens are for no other. */
  private String withDigest(String place, Digest digest) throws ImageException {
    try {
      URI uri = URI.create(place);
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery() + "&";
      return uri.getRawPath() + "?" + query + "digest=" + digest;
    } catch (IllegalArgumentException e) {
      throw new ImageException(
          FailureReason.SERVER_ERROR, reference.registry() + " names no URL for an upload", e);
    }
  }

  /** Puts the manifest there, by which the image gets its name. */
  public void manifest(String mediaType, byte[] json) throws ImageException {
    String tag = reference.tag().orElse("latest");
    Received unused =
        client.receive(
            request("/manifests/" + tag, "the manifest of " + reference)
                .withMethod("PUT")
                .withBody(new Upload.OfBytes(json, mediaType)),
            MAX_ANSWER_BYTES);
  }

  private RegistryRequest request(String path, String subject) {
    return RegistryRequest.get(
        reference.registry(),
        reference.repository(),
        "/v2/" + reference.repository() + path,
        subject);
  }
}
