package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** An image whose layers are blobs of a repository, each its own download. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RegistryImage(
    RegistryClient client,
    Reference reference,
    Digest digest,
    Platform platform,
    ImageConfig config,
    byte[] configJson,
    List<Layer> layers,
    Map<String, String> annotations)
    implements Image {

  RegistryImage {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  @Override
  public ResolvedName resolvedName() {
    return ResolvedName.of(reference, digest);
  }

  @Override
  public List<LayerRead> reads(Collection<Layer> wanted) {
    return wanted.stream().<LayerRead>map(Download::new).toList();
  }

  private final class Download implements LayerRead {
    private final Layer layer;

    Download(Layer layer) {
      this.layer = layer;
    }

    @Override
    public List<Layer> layers() {
      return List.of(layer);
    }

    @Override
    public void deliver(LayerConsumer consumer) throws ImageException {
      try (BlobStream blob = open()) {
        consumer.accept(layer, blob);
      }
    }

    private BlobStream open() throws ImageException {
      Digest blob = layer.key();
      try {
        return BlobStream.open(
            client,
            blobRequest(reference, blob, "the layer " + blob.abbreviated()),
            layer.blobBytes().orElseThrow());
      } catch (ImageException e) {
        if (e.reason() == FailureReason.NOT_FOUND && MediaTypes.isForeignLayer(layer.mediaType())) {
          throw new ImageException(
              FailureReason.FOREIGN_LAYER,
              "layer " + blob + " (" + layer.mediaType() + ") does not lie in the registry",
              e);
        }
        throw e;
      }
    }
  }

  /** The request for {@code blob} of the repository of {@code reference}. */
  static RegistryRequest blobRequest(Reference reference, Digest blob, String what) {
    return RegistryRequest.get(
        reference.registry(),
        reference.repository(),
        "/v2/" + reference.repository() + "/blobs/" + blob,
        what + " of " + reference.repository());
  }
}
