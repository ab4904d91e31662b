package dev.imageaudit.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image's manifest: its configuration and its layers, the base's first.
 *
 * <pre>{@code
 * {"schemaVersion": 2,
 *  "mediaType": "application/vnd.oci.image.manifest.v1+json",
 *  "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "sha256:…", "size": 1470},
 *  "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "sha256:…", "size": 977}]}
 * }</pre>
 *
 * @param artifactType what it is, where it is no image
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image spec,
 *     image manifest</a>
 */
public record Manifest(
    String mediaType,
    Descriptor config,
    List<Descriptor> layers,
    Map<String, String> annotations,
    Optional<String> artifactType) {

  public Manifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  /** Reads an OCI manifest or a Docker one of schema 2. */
  public static Manifest parse(byte[] json) throws InvalidDocumentException {
    Document document = Document.parse("manifest", json);
    Descriptor config =
        document
            .document("config")
            .orElseThrow(() -> document.wrong("config", "is missing"))
            .descriptor();
    List<Descriptor> layers = new ArrayList<>();
    for (Document layer : document.documents("layers")) {
      layers.add(layer.descriptor());
    }
    return new Manifest(
        document.text("mediaType").orElse(MediaTypes.OCI_MANIFEST),
        config,
        layers,
        document.textMap("annotations"),
        document.text("artifactType"));
  }

  /** The sum of the layers' blobs, as they are pulled. */
  public long layersBytes() {
    return layers.stream().mapToLong(Descriptor::sizeBytes).sum();
  }
}
