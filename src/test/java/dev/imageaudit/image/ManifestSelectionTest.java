package dev.imageaudit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageIndex;
import dev.imageaudit.oci.Manifest;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestSelectionTest {
  private static final PlatformSelector AMD64 = new PlatformSelector.One(Platform.LINUX_AMD64);

  @Test
  void theManifestForThePlatformIsSelected() throws Exception {
    assertThat(ManifestSelection.select(index(image("linux/arm64"), image("linux/amd64")), AMD64))
        .containsExactly(image("linux/amd64"));
  }

  @Test
  void allPlatformsComeWithoutTheAttestations() throws Exception {
    Descriptor attestation = image("unknown/unknown");

    assertThat(
            ManifestSelection.select(
                index(image("linux/arm64"), attestation, image("linux/amd64")),
                new PlatformSelector.All()))
        .containsExactly(image("linux/arm64"), image("linux/amd64"));
  }

  @Test
  void aManifestWithoutAPlatformServesWhereNoneFits() throws Exception {
    Descriptor plain = descriptor("plain", MediaTypes.OCI_MANIFEST, List.of());

    assertThat(ManifestSelection.select(index(image("linux/arm64"), plain), AMD64))
        .containsExactly(plain);
    assertThat(ManifestSelection.select(index(plain, image("linux/amd64")), AMD64))
        .containsExactly(image("linux/amd64"));
  }

  @Test
  void anAbsentPlatformIsReportedWithThoseThatThereAre() {
    assertFails(
        () -> ManifestSelection.select(index(image("linux/s390x"), image("linux/arm64")), AMD64),
        FailureReason.PLATFORM_ABSENT,
        "no image for linux/amd64; there are linux/arm64, linux/s390x");
  }

  @Test
  void anIndexOfNothingButAttestationsIsEmpty() {
    assertFails(
        () -> ManifestSelection.select(index(image("unknown/unknown")), AMD64),
        FailureReason.EMPTY_INDEX,
        "no image");
  }

  @Test
  void imagesOfBothSpecificationsAreImages() {
    assertThatCode(
            () -> ManifestSelection.requireImage(manifest(MediaTypes.OCI_CONFIG, ociLayer())))
        .doesNotThrowAnyException();
    String dockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    assertThatCode(
            () ->
                ManifestSelection.requireImage(
                    manifest(
                        MediaTypes.DOCKER_CONFIG, descriptor("layer", dockerLayer, List.of()))))
        .doesNotThrowAnyException();
  }

  @Test
  void aHelmChartIsNoImage() {
    assertFails(
        () ->
            ManifestSelection.requireImage(
                manifest("application/vnd.cncf.helm.config.v1+json", ociLayer())),
        FailureReason.NOT_AN_IMAGE,
        "application/vnd.cncf.helm.config.v1+json");
  }

  @Test
  void aSignatureWithAnImagesConfigTypeIsNoImage() {
    String signature = "application/vnd.dev.cosign.simplesigning.v1+json";
    assertFails(
        () ->
            ManifestSelection.requireImage(
                manifest(MediaTypes.OCI_CONFIG, descriptor("layer", signature, List.of()))),
        FailureReason.NOT_AN_IMAGE,
        signature);
  }

  @Test
  void aDeclaredArtifactIsNoImage() {
    Manifest artifact =
        new Manifest(
            MediaTypes.OCI_MANIFEST,
            descriptor("config", MediaTypes.OCI_CONFIG, List.of()),
            List.of(ociLayer()),
            Map.of(),
            Optional.of("application/spdx+json"));
    assertFails(
        () -> ManifestSelection.requireImage(artifact),
        FailureReason.NOT_AN_IMAGE,
        "application/spdx+json");
  }

  @Test
  void aForeignLayerWithUrlsLiesElsewhereButOneWithoutWasPushed() {
    String foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    assertFails(
        () ->
            ManifestSelection.requireImage(
                manifest(
                    MediaTypes.DOCKER_CONFIG,
                    descriptor("layer", foreign, List.of("https://vendor.example/layer")))),
        FailureReason.FOREIGN_LAYER,
        foreign);
    assertThatCode(
            () ->
                ManifestSelection.requireImage(
                    manifest(MediaTypes.DOCKER_CONFIG, descriptor("layer", foreign, List.of()))))
        .doesNotThrowAnyException();
  }

  @Test
  void eachLayerHasItsDiffId() throws Exception {
    List<Layer> layers =
        ManifestSelection.layers(manifest(MediaTypes.OCI_CONFIG, ociLayer()), config("diff"));

    assertThat(layers).hasSize(1);
    assertThat(layers.get(0).diffId()).isEqualTo(new DiffId(digest("diff")));
    assertThat(layers.get(0).digest()).contains(digest("layer"));
    assertThat(layers.get(0).blobBytes()).hasValue(7);
  }

  @Test
  void moreDiffIdsThanLayersMakeAnInvalidDocument() {
    assertFails(
        () ->
            ManifestSelection.layers(manifest(MediaTypes.OCI_CONFIG, ociLayer()), config("a", "b")),
        FailureReason.INVALID_DOCUMENT,
        "1 layers, but the image config 2 diff IDs");
  }

  private static void assertFails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
      FailureReason reason,
      String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ImageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static Digest digest(String content) {
    return Digest.sha256Of(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Descriptor image(String platform) {
    return new Descriptor(
        MediaTypes.OCI_MANIFEST,
        digest(platform),
        7,
        List.of(),
        Map.of(),
        Optional.of(Platform.parse(platform)),
        Optional.empty());
  }

  private static Descriptor descriptor(String content, String mediaType, List<String> urls) {
    return new Descriptor(
        mediaType, digest(content), 7, urls, Map.of(), Optional.empty(), Optional.empty());
  }

  private static Descriptor ociLayer() {
    return descriptor("layer", MediaTypes.OCI_LAYER + "+gzip", List.of());
  }

  private static ImageIndex index(Descriptor... manifests) {
    return new ImageIndex(MediaTypes.OCI_INDEX, List.of(manifests), Map.of());
  }

  private static Manifest manifest(String configType, Descriptor layer) {
    return new Manifest(
        MediaTypes.OCI_MANIFEST,
        descriptor("config", configType, List.of()),
        List.of(layer),
        Map.of(),
        Optional.empty());
  }

  private static ImageConfig config(String... diffs) throws Exception {
    String ids =
        String.join(",", java.util.Arrays.stream(diffs).map(d -> "\"" + digest(d) + "\"").toList());
    return ImageConfig.parse(
        ("{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
