package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.ManifestSelection;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageIndex;
import dev.imageaudit.oci.InvalidDocumentException;
import dev.imageaudit.oci.Manifest;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images of registries: {@code docker://}, or no transport at all. */
public final class RegistryImageSource implements ImageSource {
  private static final int MAX_NESTED_INDEXES = 4;
  private static final int MAX_CONFIG_BYTES = 8 << 20;

  private final RegistryClient client;
  private final Manifests manifests;

  /** Images that {@code client} reaches; it is closed with the source. */
  public RegistryImageSource(RegistryClient client) {
    this.client = client;
    this.manifests = new Manifests(client);
  }

  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    if (!(name instanceof ImageName.InRegistry inRegistry)) {
      throw new IllegalArgumentException("in no registry: " + name);
    }
    List<FoundImage> found = new ArrayList<>();
    Reference reference = inRegistry.reference();
    collect(reference, manifests.get(reference), Optional.empty(), platforms, found, 0);
    return found;
  }

  private void collect(
      Reference reference,
      Manifests.Verified document,
      Optional<Platform> platform,
      PlatformSelector platforms,
      List<FoundImage> found,
      int depth)
      throws ImageException {
    switch (document.kind()) {
      case MANIFEST -> found.add(new Found(reference, document, platform));
      case INDEX -> {
        if (depth == MAX_NESTED_INDEXES) {
          throw new ImageException(FailureReason.LIMIT_EXCEEDED, "indexes nest too deeply");
        }
        for (Descriptor image : ManifestSelection.select(index(document), platforms)) {
          if (isManifest(image)) {
            found.add(new Listed(reference, image));
          } else {
            collect(
                reference,
                manifests.get(reference.withDigest(image.digest())),
                image.platform(),
                platforms,
                found,
                depth + 1);
          }
        }
      }
      case SCHEMA1, OTHER ->
          throw new ImageException(
              FailureReason.NOT_AN_IMAGE, "not a container image: a document without a config");
    }
  }

  private static boolean isManifest(Descriptor image) {
    return image.mediaType().equals(MediaTypes.OCI_MANIFEST)
        || image.mediaType().equals(MediaTypes.DOCKER_MANIFEST);
  }

  private static ImageIndex index(Manifests.Verified document) throws ImageException {
    try {
      return ImageIndex.parse(document.json());
    } catch (InvalidDocumentException e) {
      throw invalid(e);
    }
  }

  /** An image whose manifest is read. */
  private final class Found implements FoundImage {
    private final Reference reference;
    private final Manifests.Verified document;
    private final Optional<Platform> platform;

    Found(Reference reference, Manifests.Verified document, Optional<Platform> platform) {
      this.reference = reference;
      this.document = document;
      this.platform = platform;
    }

    @Override
    public Optional<Platform> platform() {
      return platform;
    }

    @Override
    public Image open() throws ImageException {
      return image(reference, document, platform);
    }
  }

  /** An image that an index lists, so that one that cannot be read fails alone. */
  private final class Listed implements FoundImage {
    private final Reference reference;
    private final Descriptor descriptor;

    Listed(Reference reference, Descriptor descriptor) {
      this.reference = reference;
      this.descriptor = descriptor;
    }

    @Override
    public Optional<Platform> platform() {
      return descriptor.platform();
    }

    @Override
    public Image open() throws ImageException {
      return image(
          reference,
          manifests.get(reference.withDigest(descriptor.digest())),
          descriptor.platform());
    }
  }

  private Image image(Reference reference, Manifests.Verified document, Optional<Platform> platform)
      throws ImageException {
    try {
      Manifest manifest = Manifest.parse(document.json());
      ManifestSelection.requireImage(manifest);
      byte[] configJson = config(reference, manifest.config());
      ImageConfig config = ImageConfig.parse(configJson);
      List<Layer> layers = ManifestSelection.layers(manifest, config);
      return new RegistryImage(
          client,
          reference,
          document.digest(),
          platform.orElse(config.platform()),
          config,
          configJson,
          layers,
          manifest.annotations());
    } catch (InvalidDocumentException e) {
      throw invalid(e);
    }
  }

  private byte[] config(Reference reference, Descriptor descriptor) throws ImageException {
    if (descriptor.sizeBytes() > MAX_CONFIG_BYTES) {
      throw new ImageException(
          FailureReason.LIMIT_EXCEEDED,
          "the image config has " + descriptor.sizeBytes() + " bytes, too many for a document");
    }
    byte[] content =
        client
            .receive(
                RegistryImage.blobRequest(reference, descriptor.digest(), "the config"),
                MAX_CONFIG_BYTES)
            .body();
    Digest digest = Manifests.digest(content, descriptor.digest().algorithm());
    if (content.length != descriptor.sizeBytes() || !digest.equals(descriptor.digest())) {
      throw new ImageException(
          content.length < descriptor.sizeBytes()
              ? FailureReason.TRUNCATED
              : FailureReason.DIGEST_MISMATCH,
          "the config %s of %s has %d bytes and the digest %s instead of %d bytes"
              .formatted(
                  descriptor.digest(),
                  reference.repository(),
                  content.length,
                  digest,
                  descriptor.sizeBytes()));
    }
    return content;
  }

  private static ImageException invalid(InvalidDocumentException e) {
    return new ImageException(FailureReason.INVALID_DOCUMENT, String.valueOf(e.getMessage()), e);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
