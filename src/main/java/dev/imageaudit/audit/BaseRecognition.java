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
 * Knows an image's base by its layers: those of another image of the fleet, if they are the image's
 * first. Of several the one with the most layers counts; a base that the user names before others.
 */
final class BaseRecognition {
  private final Map<Digest, String> imagesByTop = new HashMap<>();
  private final Map<Digest, String> knownByTop = new HashMap<>();
  private final KnownBases known;

  /** Of images with the same layers the first by name counts. */
  BaseRecognition(Collection<Candidate> fleet, KnownBases known) {
    this.known = known;
    for (Candidate image : fleet) {
      List<Digest> chain = image.chainIds();
      if (!chain.isEmpty()) {
        Digest top = chain.get(chain.size() - 1);
        String name = image.target().reference();
        imagesByTop.merge(top, name, BaseRecognition::first);
        if (known.contains(image)) {
          knownByTop.merge(top, name, BaseRecognition::first);
        }
      }
    }
  }

  private static String first(String one, String other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * A base that layers prove.
   *
   * @param layers how many it brought
   */
  record Proven(String name, int layers) {}

  /**
   * The base of {@code image}; empty where no other image is its beginning. An image that adds
   * nothing to a base that the user names is built on that.
   */
  Optional<Proven> baseOf(Candidate image) {
    List<Digest> chain = image.chainIds();
    return longest(knownByTop, chain, known.contains(image) ? chain.size() - 1 : chain.size())
        .or(() -> longest(imagesByTop, chain, chain.size() - 1));
  }

  private static Optional<Proven> longest(
      Map<Digest, String> byTop, List<Digest> chain, int maxLayers) {
    for (int layers = maxLayers; layers > 0; layers--) {
      String name = byTop.get(chain.get(layers - 1));
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
