package dev.imageaudit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalImagesTest {
  private static final PlatformSelector AMD64 = PlatformSelector.parse("linux/amd64");
  private static final SampleImage SAMPLE = new SampleImage();

  @TempDir private Path directory;

  private static List<FoundImage> find(String name) throws ImageException {
    ImageName parsed = ImageName.parse(name);
    try (ImageSource source =
        parsed instanceof ImageName.InDockerArchive
            ? new DockerArchiveImageSource()
            : new OciLayoutImageSource()) {
      return source.find(parsed, AMD64);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens the only image, and reads each of its layers once. */
  private static Map<DiffId, LayerIndex> read(String name) throws ImageException {
    Image image = find(name).get(0).open();
    Map<DiffId, LayerIndex> indexes = new HashMap<>();
    try (LayerIndexer indexer = new LayerIndexer(CaptureRules.NONE, bytes -> {})) {
      for (LayerRead read : image.reads(List.copyOf(Set.copyOf(image.layers())))) {
        read.deliver((layer, blob) -> indexes.put(layer.diffId(), indexer.index(layer, blob)));
      }
    }
    return indexes;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static void assertFails(String name, FailureReason reason, String message) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOfSatisfying(ImageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  static Stream<Arguments> shapes() {
    List<Arguments> shapes = new ArrayList<>();
    for (boolean documentsFirst : new boolean[] {false, true}) {
      String order = documentsFirst ? ", documents first" : ", blobs first";
      byte[] classic = SAMPLE.classic().tar(documentsFirst);
      byte[] plain = SAMPLE.layout(false).tar(documentsFirst);
      byte[] gzipped = SAMPLE.layout(true).tar(documentsFirst);
      shapes.add(Arguments.of("docker save, classic" + order, "docker-archive", classic));
      shapes.add(Arguments.of("docker save, OCI-shaped" + order, "docker-archive", plain));
      shapes.add(Arguments.of("docker save, containerd store" + order, "docker-archive", gzipped));
      shapes.add(Arguments.of("OCI archive" + order, "oci-archive", plain));
      shapes.add(Arguments.of("OCI archive, gzip layers" + order, "oci-archive", gzipped));
      shapes.add(
          Arguments.of(
              "docker save, compressed with gzip" + order,
              "docker-archive",
              TarBuilder.gzip(classic)));
      shapes.add(
          Arguments.of(
              "OCI archive, compressed with zstd" + order, "oci-archive", Zstd.compress(plain)));
    }
    return shapes.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void anArchiveOfAnyShapeGivesTheSameLayersAndLeavesNothingBehind(
      String shape, String transport, byte[] archive) throws Exception {
    Path file = write("image.tar", archive);

    Map<DiffId, LayerIndex> indexes = read(transport + ":" + file);

    assertThat(indexes.values().stream().map(LayerIndex::diffId).map(DiffId::digest))
        .as(shape)
        .containsExactlyInAnyOrder(Digest.sha256Of(SAMPLE.first), Digest.sha256Of(SAMPLE.second));
    assertThat(indexes.keySet())
        .isEqualTo(indexes.values().stream().map(LayerIndex::diffId).collect(Collectors.toSet()));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLayoutInADirectoryIsReadByItsRefAndWithoutOne() throws Exception {
    layoutDirectory(SAMPLE.layout(true));

    assertThat(read("oci:" + directory)).hasSize(2);
    Image image = find("oci:" + directory + ":1").get(0).open();
    assertThat(image.resolvedName().tag()).contains("1");
    assertThat(image.config().entrypoint()).containsExactly("/app/run");
    assertFails("oci:" + directory + ":2", FailureReason.NOT_FOUND, "there are 1");
  }

  private void layoutDirectory(SampleImage.Members members) throws IOException {
    for (Map.Entry<String, byte[]> member : members.files().entrySet()) {
      Path file = directory.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
  }

  @Test
  void aDockerArchivesImageIsFoundByItsNameAndNotByAnother() throws Exception {
    Path file = write("image.tar", SAMPLE.classic().tar(false));

    Image image = find("docker-archive:" + file + ":" + SampleImage.REFERENCE).get(0).open();

    assertThat(image.resolvedName().repository()).contains("shop/api");
    assertFails(
        "docker-archive:" + file + ":registry.test/shop/web:1",
        FailureReason.NOT_FOUND,
        "there are registry.test/shop/api:1");
  }

  @Test
  void aBlobOtherThanItsDigestIsAFailureNotData() throws Exception {
    SampleImage.Members layout = SAMPLE.layout(true);
    byte[] blob = TarBuilder.gzip(SAMPLE.second);
    byte[] other = blob.clone();
    other[9] ^= 1; // the gzip header's operating system: the stream is the same
    layout.files().put(SampleImage.member(blob), other);
    layoutDirectory(layout);
    assertFails("oci:" + directory, FailureReason.DIGEST_MISMATCH, "sha256:");

    layout.files().put(SampleImage.member(SAMPLE.config()), "{}".getBytes(StandardCharsets.UTF_8));
    assertFails(
        "docker-archive:" + write("image.tar", layout.tar(false)),
        FailureReason.DIGEST_MISMATCH,
        "has the digest");
  }

  @Test
  void anArchiveThatEndsTooEarlyIsAFailure() throws Exception {
    byte[] whole = SAMPLE.classic().tar(true);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    for (byte[] archive : List.of(cut, TarBuilder.gzip(cut))) {
      Path file = write("image.tar", archive);
      assertThatThrownBy(() -> read("docker-archive:" + file)).isInstanceOf(ImageException.class);
    }
  }

  @Test
  void linksThatGoInCirclesLeadNowhere() throws Exception {
    SampleImage.Members classic = SAMPLE.classic();
    classic.files().remove("aaa/layer.tar");
    classic.symlinks().put("aaa/layer.tar", "../ccc/layer.tar");

    for (byte[] archive : List.of(classic.tar(false), TarBuilder.gzip(classic.tar(false)))) {
      Path file = write("image.tar", archive);
      assertThatThrownBy(() -> read("docker-archive:" + file)).isInstanceOf(ImageException.class);
    }
  }

  @Test
  void aLayoutsLinksThatLeadOutOfItAreNotFollowed() throws Exception {
    SampleImage.Members layout = SAMPLE.layout(false);
    String member = SampleImage.member(SAMPLE.second);
    layout.files().remove(member);
    layoutDirectory(layout);
    Path outside = Files.createTempFile("outside", ".tar");
    try {
      Files.write(outside, SAMPLE.second);
      Files.createSymbolicLink(directory.resolve(member), outside);

      assertFails("oci:" + directory, FailureReason.NOT_FOUND, member);
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void whatIsNoArchiveOrNotThereSaysSo() throws Exception {
    Path empty = write("empty.tar", new TarBuilder().toBytes());
    Path noise = write("noise.tar", "no tar at all".repeat(100).getBytes(StandardCharsets.UTF_8));

    assertFails("docker-archive:" + empty, FailureReason.INVALID_DOCUMENT, "no manifest.json");
    assertFails("oci-archive:" + empty, FailureReason.INVALID_DOCUMENT, "no index.json");
    assertFails("docker-archive:" + noise, FailureReason.INVALID_DOCUMENT, "noise.tar");
    assertFails("oci:" + directory, FailureReason.INVALID_DOCUMENT, "no index.json");
    assertFails(
        "oci-archive:" + directory.resolve("absent"), FailureReason.NOT_FOUND, "there is no file");
    assertFails("oci:" + empty, FailureReason.NOT_FOUND, "there is no directory");
  }
}
