package dev.imageaudit.prove;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.registry.RegistryPush;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A projected image that exists.
 *
 * @param layout the OCI layout that it is in
 * @param ref its name in the layout
 * @param layers the lowest first
 */
public record WrittenImage(
    Path layout, String ref, Descriptor manifest, Descriptor config, List<WrittenLayer> layers) {
  public WrittenImage {
    layers = List.copyOf(layers);
  }

  /** What is pulled: the layers' blobs. */
  public long compressedBytes() {
    return layers.stream().mapToLong(layer -> layer.blob().sizeBytes()).sum();
  }

  /** The layers' tar streams. */
  public long uncompressedBytes() {
    return layers.stream().mapToLong(WrittenLayer::streamBytes).sum();
  }

  /**
   * Puts it into a registry.
   *
   * @throws ImageException where the registry does not take it
   */
  public void push(RegistryPush target) throws ImageException, IOException {
    for (WrittenLayer layer : layers) {
      target.blob(layer.blob().digest(), blob(layer.blob().digest()));
    }
    target.blob(config.digest(), blob(config.digest()));
    target.manifest(manifest.mediaType(), Files.readAllBytes(blob(manifest.digest())));
  }

  /** The file of a blob of this image. */
  Path blob(Digest digest) {
    return LayoutWriter.blob(layout, digest);
  }

  /** The same image in the layout at {@code place}. */
  WrittenImage movedTo(Path place) {
    return new WrittenImage(place, ref, manifest, config, layers);
  }
}
