package dev.imageaudit.audit;

import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.RuntimeBase;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.Digest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows an image's base by its layers: the longest proper prefix that is all of another image of
 * the fleet.
 */
final class BaseRecognition {
  private final Map<Digest, String> imagesByTop = new HashMap<>();

  /** Of images with the same layers the first by name counts. */
  BaseRecognition(Collection<Candidate> fleet) {
    for (Candidate image : fleet) {
      List<Digest> chain = image.chainIds();
      if (!chain.isEmpty()) {
        imagesByTop.merge(
            chain.get(chain.size() - 1),
            image.target().reference(),
            (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    }
  }

  /**
   * A base that layers prove.
   *
   * @param layers how many it brought
   */
  record Proven(String name, int layers) {}

  /** The base of the image with these chain IDs; empty where no other image is its beginning. */
  Optional<Proven> baseOf(List<Digest> chainIds) {
    for (int layers = chainIds.size() - 1; layers > 0; layers--) {
      String name = imagesByTop.get(chainIds.get(layers - 1));
      if (name != null) {
        return Optional.of(new Proven(name, layers));
      }
    }
    return Optional.empty();
  }

  /**
   * The published base with the most layers that are the first of {@code image}, by the blobs'
   * digests or the diff IDs.
   */
  static Optional<Proven> published(Image image, BaseImages bases) {
    return bases.on(image.platform()).stream()
        .filter(base -> !base.layers().isEmpty() && begins(image, base.layers()))
        .max(
            Comparator.comparingInt((RuntimeBase base) -> base.layers().size())
                .thenComparing(RuntimeBase::name, Comparator.reverseOrder()))
        .map(base -> new Proven(base.name(), base.layers().size()));
  }

  private static boolean begins(Image image, List<Digest> base) {
    List<Layer> layers = image.layers();
    if (base.size() >= layers.size()) {
      return false;
    }
    for (int i = 0; i < base.size(); i++) {
      Layer layer = layers.get(i);
      if (!layer.diffId().digest().equals(base.get(i))
          && !layer.digest().equals(Optional.of(base.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
