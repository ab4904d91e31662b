package dev.imageaudit.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.InvalidDocumentException;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of an archive that {@code docker save} writes, in the classic shape or the newer one
 * that is an OCI layout as well: {@code manifest.json} names each image's config and layers.
 *
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/spec.md">Docker image
 *     specification</a>
 */
final class DockerArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern NAMED_BY_DIGEST =
      Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?");

  private final Archive archive;
  private final String place;

  /** An image as {@code manifest.json} lists it. */
  private record Listed(String config, List<String> tags, List<String> layers) {}

  DockerArchive(Archive archive, String place) {
    this.archive = archive;
    this.place = place;
  }

  /** The image that {@code ref} names, or without it the archive's only one. */
  List<FoundImage> find(Optional<String> ref) throws ImageException {
    byte[] json =
        archive
            .document("manifest.json")
            .orElseThrow(
                () ->
                    new ImageException(
                        FailureReason.INVALID_DOCUMENT,
                        place + " is no archive of docker save: it has no manifest.json"));
    List<Listed> images = list(json);
    List<Listed> matching =
        ref.isEmpty() ? images : images.stream().filter(i -> isNamed(i, ref.get())).toList();
    if (matching.size() != 1) {
      throw new ImageException(
          FailureReason.NOT_FOUND,
          place
              + (ref.isPresent()
                  ? " has no image " + ref.get()
                  : " has " + images.size() + " images; name one of them")
              + ": there are "
              + String.join(
                  ", ",
                  images.stream().map(i -> i.tags.isEmpty() ? i.config : i.tags.get(0)).toList()));
    }
    Listed image = matching.get(0);
    return List.of(
        new FoundImage() {
          @Override
          public Optional<Platform> platform() {
            return Optional.empty();
          }

          @Override
          public Image open() throws ImageException {
            return DockerArchive.this.open(image, ref);
          }
        });
  }

  private List<Listed> list(byte[] json) throws ImageException {
    List<Listed> images = new ArrayList<>();
    try {
      JsonNode list = JSON.readTree(json);
      for (JsonNode image : list.isArray() ? list : JSON.createArrayNode()) {
        images.add(
            new Listed(
                image.path("Config").asText(),
                texts(image.path("RepoTags")),
                texts(image.path("Layers"))));
      }
    } catch (IOException e) {
      throw new ImageException(
          FailureReason.INVALID_DOCUMENT, "manifest.json in " + place + " is no JSON", e);
    }
    return images;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static boolean isNamed(Listed image, String ref) {
    return image.tags.contains(ref)
        || image.tags.stream().anyMatch(tag -> parsed(tag).equals(parsed(ref)))
        || MemberNames.normal(image.config).startsWith(ref.replaceFirst("^sha256:", ""));
  }

  private static Optional<Reference> parsed(String name) {
    try {
      return Optional.of(Reference.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Image open(Listed image, Optional<String> ref) throws ImageException {
    byte[] json =
        archive
            .document(image.config)
            .orElseThrow(
                () ->
                    new ImageException(
                        FailureReason.NOT_FOUND, place + " has no config " + image.config));
    requireItsDigest(image.config, json);
    ImageConfig config;
    try {
      config = ImageConfig.parse(json);
    } catch (InvalidDocumentException e) {
      throw new ImageException(FailureReason.INVALID_DOCUMENT, String.valueOf(e.getMessage()), e);
    }
    if (config.diffIds().size() != image.layers.size()) {
      throw new ImageException(
          FailureReason.INVALID_DOCUMENT,
          "the archive has %d layers, but the image config %d diff IDs"
              .formatted(image.layers.size(), config.diffIds().size()));
    }
    List<Layer> layers = new ArrayList<>();
    Map<Layer, String> members = new HashMap<>();
    for (int i = 0; i < image.layers.size(); i++) {
      Layer layer =
          new Layer(
              Optional.empty(),
              config.diffIds().get(i),
              MediaTypes.OCI_LAYER,
              archive.length(image.layers.get(i)));
      layers.add(layer);
      members.put(layer, image.layers.get(i));
    }
    return new ArchivedImage(
        archive, name(image, ref), config.platform(), config, json, layers, members, Map.of());
  }

  /** Engines name a config by its digest. */
  private void requireItsDigest(String config, byte[] json) throws ImageException {
    Matcher named = NAMED_BY_DIGEST.matcher(config);
    String hex = Digest.sha256Of(json).hex();
    if (named.matches() && !named.group(1).equals(hex)) {
      throw new ImageException(
          FailureReason.DIGEST_MISMATCH,
          "the config " + config + " in " + place + " has the digest sha256:" + hex);
    }
  }

  private ResolvedName name(Listed image, Optional<String> ref) {
    Optional<Reference> reference =
        ref.flatMap(DockerArchive::parsed)
            .filter(r -> image.tags.stream().anyMatch(t -> parsed(t).equals(Optional.of(r))))
            .or(() -> image.tags.stream().findFirst().flatMap(DockerArchive::parsed));
    return new ResolvedName(
        reference.map(Reference::registry),
        reference.map(Reference::repository).or(() -> Optional.of(place)),
        reference.flatMap(Reference::tag),
        Optional.empty());
  }
}
