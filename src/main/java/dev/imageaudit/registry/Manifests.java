package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.DocumentKind;
import dev.imageaudit.oci.InvalidDocumentException;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Reference;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads and verifies the documents behind references. A tag is asked for its digest first, which
 * costs a registry little, so that what was read lately is not read again.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec, pulling manifests</a>
 */
final class Manifests {
  /** What the distribution spec asks registries to accept, and so the longest there may be. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int KEPT = 256;
  private static final int MAX_KEPT_BYTES = 64 << 10;
  private static final String DIGEST_HEADER = "Docker-Content-Digest";
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.OCI_MANIFEST,
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_MANIFEST_LIST,
          MediaTypes.DOCKER_SCHEMA1_SIGNED,
          MediaTypes.DOCKER_SCHEMA1);

  private final RegistryClient client;
  private final Recent<Reference, Verified> recent = new Recent<>(KEPT);

  /** A verified document: a manifest or an index. */
  static final class Verified {
    private final Digest digest;
    private final byte[] json;
    private final DocumentKind kind;

    Verified(Digest digest, byte[] json, DocumentKind kind) {
      this.digest = digest;
      this.json = json;
      this.kind = kind;
    }

    Digest digest() {
      return digest;
    }

    byte[] json() {
      return json.clone();
    }

    DocumentKind kind() {
      return kind;
    }
  }

  Manifests(RegistryClient client) {
    this.client = client;
  }

  /**
   * The document behind {@code reference}, by its digest where it has one.
   *
   * @throws ImageException with {@link FailureReason#SCHEMA1}, {@link
   *     FailureReason#DIGEST_MISMATCH}, or the registry's failure
   */
  Verified get(Reference reference) throws ImageException {
    Optional<Digest> digest =
        reference.digest().isPresent() ? reference.digest() : digestOf(reference);
    Reference exact = digest.map(reference::withDigest).orElse(reference);
    Optional<Verified> kept = digest.flatMap(d -> recent.get(byDigest(reference, d)));
    if (kept.isPresent()) {
      return kept.get();
    }
    Received received = client.receive(request(exact), MAX_BYTES);
    Verified verified = verified(reference, digest, received);
    if (verified.json.length <= MAX_KEPT_BYTES) {
      recent.put(byDigest(reference, verified.digest), verified);
    }
    return verified;
  }

  private static Reference byDigest(Reference reference, Digest digest) {
    return new Reference(
        reference.registry(), reference.repository(), Optional.empty(), Optional.of(digest));
  }

  private static RegistryRequest request(Reference reference) {
    return RegistryRequest.get(
            reference.registry(),
            reference.repository(),
            "/v2/" + reference.repository() + "/manifests/" + reference.manifestReference(),
            subject(reference))
        .withHeader("Accept", ACCEPT);
  }

  private static String subject(Reference reference) {
    return "the manifest of "
        + reference.repository()
        + reference
            .tag()
            .map(tag -> ":" + tag)
            .orElseGet(() -> "@" + reference.manifestReference());
  }

  /** What the registry says of the tag, if it does. */
  private Optional<Digest> digestOf(Reference reference) throws ImageException {
    return client
        .probe(request(reference))
        .flatMap(answer -> answer.header(DIGEST_HEADER))
        .flatMap(Manifests::parsed);
  }

  private static Optional<Digest> parsed(String text) {
    try {
      return Optional.of(Digest.parse(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Verified verified(Reference reference, Optional<Digest> known, Received received)
      throws ImageException {
    byte[] json = received.body();
    DocumentKind kind = kind(json);
    if (kind == DocumentKind.SCHEMA1) {
      throw new ImageException(
          FailureReason.SCHEMA1,
          subject(reference) + " is of schema 1, which registries and Docker have given up");
    }
    Optional<Digest> promised =
        known.or(() -> received.header(DIGEST_HEADER).flatMap(Manifests::parsed));
    Digest digest = digest(json, promised.map(Digest::algorithm).orElse("sha256"));
    if (promised.isPresent() && !promised.get().equals(digest)) {
      throw new ImageException(
          FailureReason.DIGEST_MISMATCH,
          subject(reference) + " has the digest " + digest + " instead of " + promised.get());
    }
    return new Verified(digest, json, kind);
  }

  private static DocumentKind kind(byte[] json) throws ImageException {
    try {
      return DocumentKind.of(json);
    } catch (InvalidDocumentException e) {
      throw new ImageException(FailureReason.INVALID_DOCUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  /** The digest of {@code content} by {@code algorithm}. */
  static Digest digest(byte[] content, String algorithm) {
    return algorithm.equals("sha512")
        ? new Digest(
            algorithm,
            HexFormat.of()
                .formatHex(new Digest(algorithm, "0".repeat(128)).newComputation().digest(content)))
        : Digest.sha256Of(content);
  }
}
