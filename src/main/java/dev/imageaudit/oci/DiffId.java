package dev.imageaudit.oci;

/**
 * The digest of a layer's uncompressed tar stream: the same whatever compression the layer travels
 * in.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid">OCI
 *     image spec, layer DiffID</a>
 */
public record DiffId(Digest digest) implements Comparable<DiffId> {
  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws IllegalArgumentException where {@code text} is no digest
   */
  public static DiffId parse(String text) {
    return new DiffId(Digest.parse(text));
  }

  @Override
  public int compareTo(DiffId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
