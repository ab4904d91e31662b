package dev.imageaudit.image;

import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Reference;
import java.util.Optional;

/**
 * What a reference stood for when it was read.
 *
 * @param registry host and port; empty for local transports
 * @param repository in the registry, else the layout's, archive's or daemon's name of the image
 * @param digest the image manifest's digest; empty where the transport has no manifest
 */
public record ResolvedName(
    Optional<String> registry,
    Optional<String> repository,
    Optional<String> tag,
    Optional<Digest> digest) {

  public static ResolvedName of(Reference reference, Digest manifest) {
    return new ResolvedName(
        Optional.of(reference.registry()),
        Optional.of(reference.repository()),
        reference.tag(),
        Optional.of(manifest));
  }
}
