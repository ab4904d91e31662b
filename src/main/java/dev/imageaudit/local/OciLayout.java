package dev.imageaudit.local;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.ManifestSelection;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.DocumentKind;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageIndex;
import dev.imageaudit.oci.InvalidDocumentException;
import dev.imageaudit.oci.Manifest;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images of an OCI layout, in a directory or in an archive.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     spec, image layout</a>
 */
final class OciLayout {
  private static final int MAX_NESTED_INDEXES = 4;

  private final Archive archive;
  private final String place;

  /** {@code place} names it in messages, and the image where nothing else does. */
  OciLayout(Archive archive, String place) {
    this.archive = archive;
    this.place = place;
  }

  /** The images that {@code ref} names, or without it the layout's only image. */
  List<FoundImage> find(Optional<String> ref, PlatformSelector platforms) throws ImageException {
    byte[] json =
        archive
            .document("index.json")
            .orElseThrow(
                () ->
                    new ImageException(
                        FailureReason.INVALID_DOCUMENT,
                        place + " is no OCI layout: it has no index.json"));
    List<FoundImage> found = new ArrayList<>();
    for (Descriptor image : named(index(json), ref, platforms)) {
      collect(image, nameOf(image), platforms, found, 0);
    }
    return found;
  }

  private static ImageIndex index(byte[] json) throws ImageException {
    try {
      return ImageIndex.parse(json);
    } catch (InvalidDocumentException e) {
      throw invalid(e);
    }
  }

  /** The image, or those of its platforms that the layout lists side by side. */
  private List<Descriptor> named(ImageIndex index, Optional<String> ref, PlatformSelector platforms)
      throws ImageException {
    List<Descriptor> images = index.manifests().stream().filter(m -> !m.isAttestation()).toList();
    if (images.isEmpty()) {
      throw new ImageException(FailureReason.EMPTY_INDEX, place + " lists no image");
    }
    List<Descriptor> matching =
        ref.isEmpty() ? images : images.stream().filter(i -> isNamed(i, ref.get())).toList();
    if (matching.size() == 1) {
      return matching;
    }
    if (isOneImage(matching)) {
      return ManifestSelection.select(
          new ImageIndex(index.mediaType(), matching, Map.of()), platforms);
    }
    List<String> refs =
        images.stream()
            .map(i -> i.annotations().getOrDefault(Descriptor.REF_NAME, "@" + i.digest()))
            .sorted()
            .toList();
    throw new ImageException(
        FailureReason.NOT_FOUND,
        place
            + (ref.isPresent()
                ? " has " + (matching.isEmpty() ? "no" : "several") + " images " + ref.get()
                : " has several images; name one of them")
            + ": there are "
            + String.join(", ", refs));
  }

  private static boolean isOneImage(List<Descriptor> images) {
    return !images.isEmpty()
        && images.stream().allMatch(image -> image.platform().isPresent())
        && images.stream()
                .map(image -> image.annotations().getOrDefault(Descriptor.REF_NAME, ""))
                .distinct()
                .count()
            == 1;
  }

  private static boolean isNamed(Descriptor image, String ref) {
    return ref.equals(image.annotations().get(Descriptor.REF_NAME))
        || ref.equals(image.annotations().get("io.containerd.image.name"))
        || ref.equals("@" + image.digest());
  }

  private ResolvedName nameOf(Descriptor image) {
    return new ResolvedName(
        Optional.empty(),
        Optional.of(place),
        Optional.ofNullable(image.annotations().get(Descriptor.REF_NAME)),
        Optional.empty());
  }

  private void collect(
      Descriptor descriptor,
      ResolvedName name,
      PlatformSelector platforms,
      List<FoundImage> found,
      int depth)
      throws ImageException {
    byte[] json = blob(descriptor);
    try {
      switch (DocumentKind.of(json)) {
        case INDEX -> {
          if (depth == MAX_NESTED_INDEXES) {
            throw new ImageException(FailureReason.LIMIT_EXCEEDED, "indexes nest too deeply");
          }
          for (Descriptor image : ManifestSelection.select(ImageIndex.parse(json), platforms)) {
            collect(image, name, platforms, found, depth + 1);
          }
        }
        case SCHEMA1 ->
            throw new ImageException(FailureReason.SCHEMA1, "a manifest of schema 1 in " + place);
        case OTHER ->
            throw new ImageException(
                FailureReason.NOT_AN_IMAGE, "not a container image: " + descriptor.mediaType());
        case MANIFEST -> found.add(new InLayout(descriptor, name, json));
      }
    } catch (InvalidDocumentException e) {
      throw invalid(e);
    }
  }

  /** A manifest's image. */
  private final class InLayout implements FoundImage {
    private final Descriptor descriptor;
    private final ResolvedName name;
    private final byte[] json;

    InLayout(Descriptor descriptor, ResolvedName name, byte[] json) {
      this.descriptor = descriptor;
      this.name = name;
      this.json = json;
    }

    @Override
    public Optional<Platform> platform() {
      return descriptor.platform();
    }

    @Override
    public Image open() throws ImageException {
      try {
        Manifest manifest = Manifest.parse(json);
        ManifestSelection.requireImage(manifest);
        byte[] configJson = blob(manifest.config());
        ImageConfig config = ImageConfig.parse(configJson);
        List<Layer> layers = ManifestSelection.layers(manifest, config);
        Map<Layer, String> members = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
          members.put(layers.get(i), member(manifest.layers().get(i).digest()));
        }
        return new ArchivedImage(
            archive,
            new ResolvedName(
                name.registry(), name.repository(), name.tag(), Optional.of(descriptor.digest())),
            descriptor.platform().orElse(config.platform()),
            config,
            configJson,
            layers,
            members,
            manifest.annotations());
      } catch (InvalidDocumentException e) {
        throw invalid(e);
      }
    }
  }

  private byte[] blob(Descriptor descriptor) throws ImageException {
    byte[] content =
        archive
            .document(member(descriptor.digest()))
            .orElseThrow(
                () ->
                    new ImageException(
                        FailureReason.NOT_FOUND, place + " has no blob " + descriptor.digest()));
    Digest digest = digestOf(content, descriptor.digest());
    if (!digest.equals(descriptor.digest())) {
      throw new ImageException(
          FailureReason.DIGEST_MISMATCH,
          "the blob " + descriptor.digest() + " in " + place + " has the digest " + digest);
    }
    return content;
  }

  private static Digest digestOf(byte[] content, Digest expected) {
    return new Digest(
        expected.algorithm(), HexFormat.of().formatHex(expected.newComputation().digest(content)));
  }

  private static String member(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  private static ImageException invalid(InvalidDocumentException e) {
    return new ImageException(FailureReason.INVALID_DOCUMENT, String.valueOf(e.getMessage()), e);
  }
}
