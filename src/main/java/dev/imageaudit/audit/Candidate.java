package dev.imageaudit.audit;

import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that was found, and is audited once all of the fleet are known. Its documents are kept
 * as long as memory allows, else read again.
 */
final class Candidate {
  private final Target target;
  private final FoundImage found;
  private final List<Digest> chainIds;
  private final ResolvedName name;
  private volatile SoftReference<Image> image;

  private Candidate(Target target, FoundImage found, Image image) {
    this.target = target;
    this.found = found;
    this.chainIds = chainIds(image.config().diffIds());
    this.name = image.resolvedName();
    this.image = new SoftReference<>(image);
  }

  static Candidate open(Target target, FoundImage found) throws ImageException {
    return new Candidate(target, found, found.open());
  }

  Target target() {
    return target;
  }

  /** Which image it turned out to be. */
  ResolvedName name() {
    return name;
  }

  /** For each layer what identifies it with all layers below it; the base's first. */
  List<Digest> chainIds() {
    return chainIds;
  }

  Image image() throws ImageException {
    Image opened = image.get();
    if (opened == null) {
      opened = found.open();
      image = new SoftReference<>(opened);
    }
    return opened;
  }

  /**
   * Chain IDs.
   *
   * @see <a
   *     href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid">OCI
   *     image spec, layer ChainID</a>
   */
  private static List<Digest> chainIds(List<DiffId> diffIds) {
    List<Digest> chain = new ArrayList<>();
    for (DiffId diffId : diffIds) {
      chain.add(
          chain.isEmpty()
              ? diffId.digest()
              : Digest.sha256Of(
                  (chain.get(chain.size() - 1) + " " + diffId).getBytes(StandardCharsets.UTF_8)));
    }
    return List.copyOf(chain);
  }
}
