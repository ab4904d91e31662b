package dev.imageaudit.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.estimate.Gains;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.ProjectedLayer;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path layout;

  private WrittenImage write(MemoryImage image, RootFilesystem root, ProjectedLayer... layers)
      throws ImageException, IOException {
    return new ProjectionWriter(image, root, bytes -> {})
        .write(projected(Optional.empty(), layers), Optional.empty(), layout);
  }

  private static ProjectedImage projected(Optional<String> base, ProjectedLayer... layers) {
    Projection.Range nothing = Projection.Range.exactly(0);
    return new ProjectedImage(
        new Projection("minimal", nothing, nothing, nothing, nothing),
        base,
        List.of(layers),
        Gains.NONE);
  }

  private static ProjectedLayer.Fresh fresh(RootFilesystem root, String... paths) {
    List<RootFile> files = new ArrayList<>();
    for (String path : paths) {
      files.add(root.find(path).orElseThrow());
    }
    return new ProjectedLayer.Fresh(files);
  }

  private byte[] stream(WrittenImage image, int layer) throws IOException {
    byte[] blob = Files.readAllBytes(image.blob(image.layers().get(layer).blob().digest()));
    return new GZIPInputStream(new ByteArrayInputStream(blob)).readAllBytes();
  }

  private List<String> listing(WrittenImage image, int layer) throws IOException {
    List<String> lines = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(stream(image, layer)), "UTF-8")) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        String link = e.getLinkName().isEmpty() ? "" : " -> " + e.getLinkName();
        String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        lines.add(e.getName() + link + (content.isEmpty() ? "" : " = " + content));
      }
    }
    return lines;
  }

  private JsonNode config(WrittenImage image) throws IOException {
    return JSON.readTree(image.blob(image.config().digest()).toFile());
  }

  @Test
  void aLayerThatStaysIsTheSameBlob() throws Exception {
    MemoryImage image = MemoryImage.of(new TarBuilder().file("etc/a", "a").toBytes());

    WrittenImage written = write(image, image.root(), new ProjectedLayer.Original(0));

    assertThat(written.layers().get(0).blob().digest()).isEqualTo(Digest.sha256Of(image.blob(0)));
    assertThat(Files.readAllBytes(written.blob(Digest.sha256Of(image.blob(0)))))
        .isEqualTo(image.blob(0));
  }

  @Test
  void aCutLayerHasWhatRemainsInItsOrder() throws Exception {
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder()
                .directory("b/")
                .file("b/gone", "gone")
                .file("b/kept", "kept")
                .file("a", "a")
                .toBytes());
    RootFilesystem root = image.root();
    List<FileEntry> kept = new ArrayList<>(root.layers().get(0).entries());
    kept.remove(1);

    WrittenImage written = write(image, root, new ProjectedLayer.Cut(0, kept));

    assertThat(listing(written, 0)).containsExactly("b/", "b/kept = kept", "a = a");
  }

  @Test
  void aNewLayerIsSortedByPathWhateverLayersItsFilesComeFrom() throws Exception {
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder().file("b/two", "2").file("z", "z").toBytes(),
            new TarBuilder().directory("b/").file("a", "1").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, fresh(root, "/a", "/b", "/b/two"));

    assertThat(listing(written, 0)).containsExactly("a = 1", "b/", "b/two = 2");
  }

  @Test
  void everyByteOfAHeaderStays() throws Exception {
    TarArchiveEntry entry = new TarArchiveEntry("app/run", TarConstants.LF_NORMAL, true);
    entry.setSize(3);
    entry.setMode(04755);
    entry.setUserId(4_000_000_000L);
    entry.setModTime(1_234_567_890_123L);
    entry.addPaxHeader("SCHILY.xattr.security.capability", "\u0001\u0000x");
    byte[] original = new TarBuilder().put(entry, new byte[] {1, 2, 3}).toBytes();
    MemoryImage image = MemoryImage.of(original);
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, fresh(root, "/app/run"));

    byte[] stream = stream(written, 0);
    int withoutEnd = stream.length - 1024;
    assertThat(Arrays.copyOf(stream, withoutEnd)).isEqualTo(Arrays.copyOf(original, withoutEnd));
  }

  @Test
  void theContentGoesToTheFirstNameThatIsLeft() throws Exception {
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder().file("a", "content").hardLink("b", "a").hardLink("c", "a").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, fresh(root, "/b", "/c"));

    assertThat(listing(written, 0)).containsExactly("b = content", "c -> b");
  }

  @Test
  void theFirstNameMayBeALinkInTheImage() throws Exception {
    MemoryImage image =
        MemoryImage.of(new TarBuilder().file("z", "content").hardLink("a", "z").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, fresh(root, "/a", "/z"));

    assertThat(listing(written, 0)).containsExactly("a = content", "z -> a");
  }

  @Test
  void aFileBelowALinkedDirectoryGoesWhereItReallyIs() throws Exception {
    String longName = "n".repeat(120);
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder()
                .directory("usr/")
                .directory("usr/lib/")
                .symlink("lib", "usr/lib")
                .toBytes(),
            new TarBuilder().file("lib/x", "x").file("lib/" + longName, "y").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written =
        write(image, root, fresh(root, "/usr", "/usr/lib", "/usr/lib/" + longName, "/usr/lib/x"));

    assertThat(listing(written, 0))
        .containsExactly("usr/", "usr/lib/", "usr/lib/" + longName + " = y", "usr/lib/x = x");
  }

  @Test
  void gnuLongNamesStay() throws Exception {
    String longName = "d/" + "n".repeat(150);
    byte[] original = new TarBuilder().gnuLongNames().file(longName, "x").toBytes();
    MemoryImage image = MemoryImage.of(original);
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, fresh(root, "/" + longName));

    assertThat(listing(written, 0)).containsExactly(longName + " = x");
  }

  @Test
  void theDiffIdsAreThoseOfTheStreams() throws Exception {
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder().file("a", "a").toBytes(), new TarBuilder().file("b", "b").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written = write(image, root, new ProjectedLayer.Original(0), fresh(root, "/b"));

    for (int i = 0; i < 2; i++) {
      byte[] stream = stream(written, i);
      assertThat(written.layers().get(i).diffId().digest()).isEqualTo(Digest.sha256Of(stream));
      assertThat(written.layers().get(i).streamBytes()).isEqualTo(stream.length);
      assertThat(config(written).path("rootfs").path("diff_ids").path(i).asText())
          .isEqualTo(Digest.sha256Of(stream).toString());
    }
  }

  @Test
  void theConfigurationStaysButForWhatTheBuildNoted() throws Exception {
    MemoryImage image = MemoryImage.of(new TarBuilder().file("a", "a").toBytes());
    RootFilesystem root = image.root();

    JsonNode config = config(write(image, root, fresh(root, "/a")));

    assertThat(config.path("config")).isEqualTo(JSON.readTree(image.configJson()).path("config"));
    assertThat(config.path("created").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(config.has("container_config")).isFalse();
  }

  @Test
  void theHistorySaysWhichLayersAreGoneAndWhatCame() throws Exception {
    MemoryImage image =
        MemoryImage.of(
            new TarBuilder().file("a", "a").toBytes(), new TarBuilder().file("b", "b").toBytes());
    RootFilesystem root = image.root();

    JsonNode history =
        config(write(image, root, new ProjectedLayer.Original(0), fresh(root, "/b")))
            .path("history");

    assertThat(history.findValuesAsText("created_by"))
        .containsExactly("RUN step 0", "RUN step 1", "image-audit prove --projection minimal");
    assertThat(history.path(1).path("empty_layer").asBoolean()).isTrue();
    assertThat(history.path(2).has("empty_layer")).isFalse();
  }

  @Test
  void aBaseBringsItsLayersItsHistoryAndItsVariables() throws Exception {
    MemoryImage base = MemoryImage.of(new TarBuilder().file("base", "base").toBytes());
    MemoryImage image = MemoryImage.of(new TarBuilder().file("a", "a").toBytes());
    RootFilesystem root = image.root();

    WrittenImage written =
        new ProjectionWriter(image, root, bytes -> {})
            .write(projected(Optional.of("base"), fresh(root, "/a")), Optional.of(base), layout);

    assertThat(listing(written, 0)).containsExactly("base = base");
    assertThat(listing(written, 1)).containsExactly("a = a");
    assertThat(config(written).path("history")).hasSize(2);
    assertThat(config(written).path("config").path("Env"))
        .extracting(JsonNode::asText)
        .containsExactly("PATH=/usr/bin", "A=1");
  }

  @Test
  void theSameImageIsWrittenWithTheSameBytes() throws Exception {
    MemoryImage image = MemoryImage.of(new TarBuilder().file("a", "a").file("b", "b").toBytes());
    RootFilesystem root = image.root();
    WrittenImage first = write(image, root, fresh(root, "/a"));

    assertThat(write(image, root, fresh(root, "/a")).manifest()).isEqualTo(first.manifest());
  }

  @Test
  void nothingButBlobsAndDocumentsIsLeft() throws Exception {
    MemoryImage image = MemoryImage.of(new TarBuilder().file("a", "a").toBytes());
    RootFilesystem root = image.root();

    write(image, root, fresh(root, "/a"));

    try (Stream<Path> files = Files.list(layout)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("blobs", "index.json", "oci-layout");
    }
  }

  @Test
  void aLayoutOfSomebodyElseIsNotReplaced() throws IOException {
    Files.writeString(layout.resolve("precious"), "x");

    assertThatThrownBy(() -> ProvenLayout.create(Optional.of(layout), "minimal"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no earlier proof");
  }

  @Test
  void anEarlierProofIsReplaced() throws Exception {
    MemoryImage image = MemoryImage.of(new TarBuilder().file("a", "a").toBytes());
    RootFilesystem root = image.root();
    Path place = layout.resolve("place");
    for (int i = 0; i < 2; i++) {
      try (ProvenLayout work = ProvenLayout.create(Optional.of(place), "minimal")) {
        work.keep(
            new ProjectionWriter(image, root, bytes -> {})
                .write(
                    projected(Optional.empty(), fresh(root, "/a")),
                    Optional.empty(),
                    work.directory()));
      }
    }

    assertThat(LayoutWriter.isLayoutOf(place, "minimal")).isTrue();
    try (Stream<Path> files = Files.list(layout)) {
      assertThat(files).containsExactly(place);
    }
  }
}
