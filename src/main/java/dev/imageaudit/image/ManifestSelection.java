package dev.imageaudit.image;

import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageIndex;
import dev.imageaudit.oci.Manifest;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From an index to the manifests asked for, and from a manifest to its layers: the checks that
 * every source makes alike.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     spec, image index</a>
 */
public final class ManifestSelection {
  private ManifestSelection() {}

  /**
   * The manifests of {@code index} that {@code platforms} asks for, attestations left out; any of
   * them may again be an index.
   *
   * <p>A descriptor without a platform serves whoever finds no better one, since an OCI layout's
   * only image is often described so.
   *
   * @return at least one; exactly one for {@link PlatformSelector.One}
   * @throws ImageException with {@link FailureReason#EMPTY_INDEX} or {@link
   *     FailureReason#PLATFORM_ABSENT}
   */
  public static List<Descriptor> select(ImageIndex index, PlatformSelector platforms)
      throws ImageException {
    List<Descriptor> images =
        index.manifests().stream().filter(m -> !m.isAttestation()).distinct().toList();
    if (images.isEmpty()) {
      throw new ImageException(FailureReason.EMPTY_INDEX, "the index lists no image");
    }
    return platforms instanceof PlatformSelector.One one
        ? List.of(serving(one.platform(), images))
        : images;
  }

  private static Descriptor serving(Platform wanted, List<Descriptor> images)
      throws ImageException {
    return images.stream()
        .filter(image -> image.platform().map(wanted::accepts).orElse(false))
        .findFirst()
        .or(() -> images.stream().filter(image -> image.platform().isEmpty()).findFirst())
        .orElseThrow(() -> absent(wanted, images));
  }

  private static ImageException absent(Platform wanted, List<Descriptor> images) {
    List<String> offered =
        images.stream()
            .map(Descriptor::platform)
            .flatMap(Optional::stream)
            .map(Platform::toString)
            .distinct()
            .sorted()
            .toList();
    return new ImageException(
        FailureReason.PLATFORM_ABSENT,
        "no image for " + wanted + "; there are " + String.join(", ", offered));
  }

  /**
   * Accepts the manifest of an image whose every layer can be had from where the manifest is.
   *
   * <p>Signatures and attestations often carry an image's config type, so that the layers' types
   * are asked too: an image's layers are all tar archives.
   *
   * @throws ImageException with {@link FailureReason#NOT_AN_IMAGE} or {@link
   *     FailureReason#FOREIGN_LAYER}
   */
  public static void requireImage(Manifest manifest) throws ImageException {
    Optional<String> artifact = manifest.artifactType().filter(type -> !type.isEmpty());
    if (artifact.isPresent()) {
      throw notAnImage("artifact of type", artifact.get());
    }
    if (!MediaTypes.isImageConfig(manifest.config().mediaType())) {
      throw notAnImage("config has the type", manifest.config().mediaType());
    }
    for (Descriptor layer : manifest.layers()) {
      if (MediaTypes.isForeignLayer(layer.mediaType()) && !layer.urls().isEmpty()) {
        throw new ImageException(
            FailureReason.FOREIGN_LAYER,
            "layer " + layer.digest() + " (" + layer.mediaType() + ") lies with its vendor");
      }
      if (!layer.mediaType().contains("tar")) {
        throw notAnImage("a layer has the type", layer.mediaType());
      }
    }
  }

  private static ImageException notAnImage(String what, String mediaType) {
    return new ImageException(
        FailureReason.NOT_AN_IMAGE,
        "not a container image: " + what + " " + (mediaType.isEmpty() ? "(none)" : mediaType));
  }

  /**
   * The layers of {@code manifest}, each with its diff ID from {@code config}.
   *
   * @throws ImageException with {@link FailureReason#INVALID_DOCUMENT} where there are not as many
   *     of the one as of the other
   */
  public static List<Layer> layers(Manifest manifest, ImageConfig config) throws ImageException {
    int count = manifest.layers().size();
    if (count != config.diffIds().size()) {
      throw new ImageException(
          FailureReason.INVALID_DOCUMENT,
          "the manifest has %d layers, but the image config %d diff IDs"
              .formatted(count, config.diffIds().size()));
    }
    List<Layer> layers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Descriptor blob = manifest.layers().get(i);
      layers.add(
          new Layer(
              Optional.of(blob.digest()),
              config.diffIds().get(i),
              blob.mediaType(),
              OptionalLong.of(blob.sizeBytes())));
    }
    return List.copyOf(layers);
  }
}
