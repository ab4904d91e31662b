package dev.imageaudit.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image index, or Docker's manifest list: one manifest for each platform.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     spec, image index</a>
 */
public record ImageIndex(
    String mediaType, List<Descriptor> manifests, Map<String, String> annotations) {

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Map.copyOf(annotations);
  }

  public static ImageIndex parse(byte[] json) throws InvalidDocumentException {
    Document document = Document.parse("image index", json);
    List<Descriptor> manifests = new ArrayList<>();
    for (Document manifest : document.documents("manifests")) {
      manifests.add(manifest.descriptor());
    }
    return new ImageIndex(
        document.text("mediaType").orElse(MediaTypes.OCI_INDEX),
        manifests,
        document.textMap("annotations"));
  }
}
