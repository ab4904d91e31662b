package dev.imageaudit.image;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One layer of an image, before its blob is read.
 *
 * @param digest the blob's digest; empty where only the uncompressed stream's is known (archives of
 *     {@code docker save}, the daemon)
 * @param mediaType as declared; the compression is read from the blob's bytes all the same
 * @param blobBytes the blob's declared length, where it is known before reading
 */
public record Layer(
    Optional<Digest> digest, DiffId diffId, String mediaType, OptionalLong blobBytes) {

  /** By what a layer is known to be the same as another: the blob's digest, else the diff ID. */
  public Digest key() {
    return digest.orElse(diffId.digest());
  }
}
