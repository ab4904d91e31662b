package dev.imageaudit.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the documents of an OCI layout with one image.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     spec, image layout</a>
 */
final class LayoutWriter {
  static final String INDEX = "index.json";
  static final String MARK = "oci-layout";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path layout;

  /** Writes into the directory {@code layout}, which is there. */
  LayoutWriter(Path layout) {
    this.layout = layout;
  }

  static Path blob(Path layout, Digest digest) {
    return layout.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  /** The manifest of an image, the index that names it, and the mark of a layout. */
  WrittenImage finish(byte[] configJson, List<WrittenLayer> layers, String ref) throws IOException {
    Descriptor config = document(MediaTypes.OCI_CONFIG, configJson);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    manifest.set("config", json(config));
    ArrayNode blobs = manifest.putArray("layers");
    layers.forEach(layer -> blobs.add(json(layer.blob())));
    Descriptor written = document(MediaTypes.OCI_MANIFEST, JSON.writeValueAsBytes(manifest));
    ObjectNode named = json(written);
    named.putObject("annotations").put(Descriptor.REF_NAME, ref);
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    index.putArray("manifests").add(named);
    Files.write(layout.resolve(INDEX), JSON.writeValueAsBytes(index));
    Files.writeString(layout.resolve(MARK), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return new WrittenImage(layout, ref, written, config, layers);
  }

  private Descriptor document(String mediaType, byte[] json) throws IOException {
    try (BlobOutput blob = new BlobOutput(layout)) {
      blob.write(json);
      return blob.named(mediaType);
    }
  }

  private static ObjectNode json(Descriptor descriptor) {
    return JSON.createObjectNode()
        .put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.sizeBytes());
  }

  /** Whether {@code directory} holds a layout whose only image is called {@code ref}. */
  static boolean isLayoutOf(Path directory, String ref) throws IOException {
    if (!Files.isRegularFile(directory.resolve(MARK))
        || !Files.isRegularFile(directory.resolve(INDEX))) {
      return false;
    }
    JsonNode images = JSON.readTree(directory.resolve(INDEX).toFile()).path("manifests");
    return images.size() == 1
        && images.path(0).path("annotations").path(Descriptor.REF_NAME).asText().equals(ref);
  }
}
