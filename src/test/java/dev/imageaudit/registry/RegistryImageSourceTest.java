package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryImageSourceTest extends RegistryFixture {
  @Test
  void anImageIsFoundByItsTagAndDeliversItsLayers() throws Exception {
    Digest digest = registry.image("shop/api", "1.4", TAR, new byte[512]);

    Image image = open("shop/api:1.4");

    assertThat(image.resolvedName().digest()).contains(digest);
    assertThat(image.resolvedName().registry()).contains(registry.host());
    assertThat(image.platform()).isEqualTo(Platform.LINUX_AMD64);
    assertThat(image.layers()).hasSize(2);
    assertThat(Layers.read(image, 0)).isEqualTo(TarBuilder.gzip(TAR));
    assertThat(Layers.read(image, 1)).isEqualTo(TarBuilder.gzip(new byte[512]));
    assertThat(registry.seen())
        .allSatisfy(r -> assertThat(r.header("user-agent")).contains("image-audit/test"));
  }

  @Test
  void aTagIsAskedForItsDigestAndAManifestReadOnce() throws Exception {
    registry.image("shop/api", "1.4", TAR);
    registry.image("shop/api", "latest", TAR);

    open("shop/api:1.4");
    open("shop/api:latest");

    assertThat(registry.seen("HEAD .*/manifests/.*")).hasSize(2);
    assertThat(registry.seen("GET .*/manifests/.*")).hasSize(1);
  }

  @Test
  void anImageIsFoundByItsDigestWithoutAHead() throws Exception {
    Digest digest = registry.image("shop/api", "1.4", TAR);

    assertThat(open("shop/api@" + digest).resolvedName().digest()).contains(digest);
    assertThat(registry.seen("HEAD .*")).isEmpty();
  }

  @Test
  void aManifestOfAnotherRepositoryIsNotTakenFromMemory() throws Exception {
    Digest digest = registry.image("shop/api", "1.4", TAR);
    open("shop/api:1.4");

    assertFails(FailureReason.NOT_FOUND, "MANIFEST_UNKNOWN", () -> open("shop/secret@" + digest));
  }

  @Test
  void aRegistryWithoutHeadIsAskedByGet() throws Exception {
    Digest digest = registry.image("shop/api", "1.4", TAR);
    registry.script("HEAD .*", 1, Fault.status(405));

    assertThat(open("shop/api:1.4").resolvedName().digest()).contains(digest);
  }

  @Test
  void aHeadWithoutADigestIsFollowedByGet() throws Exception {
    Digest digest = registry.image("shop/api", "1.4", TAR);
    registry.script("HEAD .*", 1, Fault.status(200));

    assertThat(open("shop/api:1.4").resolvedName().digest()).contains(digest);
  }

  @Test
  void aManifestThatIsNotTheOneAskedForIsRefused() {
    Digest digest = registry.image("shop/api", "1.4", TAR);
    registry.script("GET .*/manifests/.*", 1, Fault.statusWithBody(200, "{\"config\":{}}"));

    assertFails(FailureReason.DIGEST_MISMATCH, "instead of " + digest, () -> open("shop/api:1.4"));
  }

  @Test
  void anAbsentTagIsNotFoundAndAskedForTwiceAtMost() {
    registry.image("shop/api", "1.4", TAR);

    assertFails(
        FailureReason.NOT_FOUND,
        registry.host() + " answers 404 to the manifest of shop/api:1.5",
        () -> open("shop/api:1.5"));
    assertThat(registry.seen()).hasSize(2);
  }

  @Test
  void aManifestLongerThanTheSpecAllowsIsNotRead() {
    registry.manifest("shop/api", "1.4", MediaTypes.OCI_MANIFEST, " ".repeat((4 << 20) + 1));

    assertFails(FailureReason.LIMIT_EXCEEDED, "4194304 bytes", () -> open("shop/api:1.4"));
  }

  @Test
  void aManifestOfSchema1IsSaidToBeOne() {
    registry.manifest(
        "shop/old",
        "1",
        MediaTypes.DOCKER_SCHEMA1_SIGNED,
        "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":\"sha256:00\"}]}");

    assertFails(FailureReason.SCHEMA1, "shop/old:1", () -> open("shop/old:1"));
  }

  @Test
  void aHelmChartIsNoImage() {
    registry.manifest(
        "charts/shop",
        "1",
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":"
            + FakeDocuments.descriptor(
                "application/vnd.cncf.helm.config.v1+json", Digest.sha256Of(new byte[1]), 1)
            + ",\"layers\":[]}");

    assertFails(FailureReason.NOT_AN_IMAGE, "helm", () -> open("charts/shop:1"));
  }

  @Test
  void aConfigThatIsNotTheOneAskedForIsRefused() {
    registry.image("shop/api", "1.4", TAR);
    registry.script("GET .*/blobs/.*", 1, Fault.corrupt());

    assertFails(FailureReason.DIGEST_MISMATCH, "the config", () -> open("shop/api:1.4"));
  }

  @Test
  void aConfigThatIsTooShortIsRefused() {
    registry.image("shop/api", "1.4", TAR);
    registry.script("GET .*/blobs/.*", 1, Fault.ofLength(10));

    assertFails(FailureReason.TRUNCATED, "the config", () -> open("shop/api:1.4"));
  }

  private String index(String... manifests) {
    return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", manifests) + "]}";
  }

  private String listed(String mediaType, String tag, String platform) {
    String json = FakeDocuments.descriptor(mediaType, registry.image("shop/api", tag, TAR), 1);
    return json.substring(0, json.length() - 1) + ",\"platform\":" + platform + "}";
  }

  @Test
  void ofAnIndexThePlatformAskedForIsFoundAndNoOtherRead() throws Exception {
    String amd64 =
        listed(MediaTypes.OCI_MANIFEST, "a", "{\"os\":\"linux\",\"architecture\":\"amd64\"}");
    String arm64 =
        listed(
            MediaTypes.OCI_MANIFEST,
            "b",
            "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}");
    registry.manifest("shop/api", "all", MediaTypes.OCI_INDEX, index(arm64, amd64));

    Image image = open("shop/api:all");
    List<FoundImage> all =
        source.find(ImageName.parse(registry.host() + "/shop/api:all"), new PlatformSelector.All());

    assertThat(image.platform()).isEqualTo(Platform.LINUX_AMD64);
    assertThat(image.resolvedName().tag()).contains("all");
    assertThat(registry.seen("GET .*/manifests/.*")).hasSize(2);
    assertThat(all)
        .extracting(FoundImage::platform)
        .containsExactly(
            Optional.of(Platform.parse("linux/arm64/v8")), Optional.of(Platform.LINUX_AMD64));
  }

  @Test
  void anIndexWithinAnIndexIsOpened() throws Exception {
    String amd64 =
        listed(MediaTypes.OCI_MANIFEST, "a", "{\"os\":\"linux\",\"architecture\":\"amd64\"}");
    Digest inner = registry.manifest("shop/api", "in", MediaTypes.OCI_INDEX, index(amd64));
    registry.manifest(
        "shop/api",
        "out",
        MediaTypes.OCI_INDEX,
        index(FakeDocuments.descriptor(MediaTypes.OCI_INDEX, inner, 1)));

    assertThat(open("shop/api:out").layers()).hasSize(1);
  }

  @Test
  void indexesThatNestWithoutEndAreGivenUp() {
    Digest digest = registry.manifest("shop/api", "0", MediaTypes.OCI_INDEX, index("{}"));
    for (int depth = 1; depth < 8; depth++) {
      digest =
          registry.manifest(
              "shop/api",
              String.valueOf(depth),
              MediaTypes.OCI_INDEX,
              index(FakeDocuments.descriptor(MediaTypes.OCI_INDEX, digest, 1)));
    }

    assertFails(FailureReason.LIMIT_EXCEEDED, "nest", () -> open("shop/api:7"));
  }

  @Test
  void aForeignLayerThatTheRegistryHasIsReadAndOneThatItHasNotIsSaidToBeForeign() throws Exception {
    String foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    byte[] config =
        "{\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}"
            .formatted(Digest.sha256Of(TAR), Digest.sha256Of(new byte[1]))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    registry.manifest(
        "win/base",
        "1",
        MediaTypes.DOCKER_MANIFEST,
        "{\"config\":%s,\"layers\":[%s,%s]}"
            .formatted(
                FakeDocuments.descriptor(
                    MediaTypes.DOCKER_CONFIG, registry.blob("win/base", config), config.length),
                FakeDocuments.descriptor(foreign, registry.blob("win/base", TAR), TAR.length),
                FakeDocuments.descriptor(foreign, Digest.sha256Of(new byte[2]), 2)));

    Image image = open("win/base:1");

    assertThat(Layers.read(image, 0)).isEqualTo(TAR);
    assertFails(FailureReason.FOREIGN_LAYER, foreign, () -> Layers.read(image, 1));
  }
}
