package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.Need;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProjectionsTest {
  private static final Finding COMPILER = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

  /** An image of which {@code program} is started, and needs {@code library}. */
  private static Subject subject(List<LayerIndex> layers, int baseLayers, String... needed) {
    TreeMap<String, Need> needs = new TreeMap<>();
    for (String path : needed) {
      String by = needs.isEmpty() ? RuntimeClosure.ENTRY_POINT : needed[0];
      needs.put(path, new Need(by, "a test", Need.Strength.HARD));
    }
    RuntimeClosure closure = new RuntimeClosure(needs, List.of());
    Subject plain = BookkeeperTest.subject(layers, COMPILER);
    return new Subject(
        plain.names(),
        plain.config(),
        plain.root(),
        plain.instructions(),
        baseLayers,
        plain.packages(),
        closure,
        Residues.of(plain.root(), List.of(COMPILER), closure));
  }

  private static List<LayerIndex> image() {
    return List.of(
        new TarBuilder()
            .directory("lib")
            .file("lib/libc.so", "l".repeat(3000))
            .file("etc/issue", "debian")
            .index(),
        new TarBuilder().file("usr/bin/cc", "c".repeat(9000)).file("app/run", "program").index());
  }

  private static ProjectedImage named(Subject subject, String name) {
    return Projections.of(subject, BaseImages.none()).named(name).orElseThrow();
  }

  private static List<String> paths(ProjectedLayer layer) {
    return ((ProjectedLayer.Fresh) layer).files().stream().map(RootFile::path).toList();
  }

  @Test
  void trimKeepsLayersAsTheyAreWhereNothingGoesAndCutsTheOthers() {
    ProjectedImage trim = named(subject(image(), 1, "/app/run"), "trim");

    assertThat(trim.layers().get(0)).isEqualTo(new ProjectedLayer.Original(0));
    ProjectedLayer.Cut cut = (ProjectedLayer.Cut) trim.layers().get(1);
    assertThat(cut.index()).isEqualTo(1);
    assertThat(cut.entries()).extracting(FileEntry::path).containsExactly("/app/run");
  }

  @Test
  void minimalIsTheClosureWithTheDirectoriesOnTheWay() {
    ProjectedImage minimal = named(subject(image(), 1, "/app/run", "/lib/libc.so"), "minimal");

    assertThat(minimal.layers()).hasSize(1);
    assertThat(paths(minimal.layers().get(0)))
        .containsExactly("/app", "/app/run", "/lib", "/lib/libc.so");
    LayerIndex base = image().get(0);
    LayerIndex top = image().get(1);
    long entries =
        Stream.of(base.entries().get(0), base.entries().get(1), top.entries().get(1))
            .mapToLong(entry -> Bytes.of(entry).uncompressedBytes())
            .sum();
    int impliedDirectory = 512;
    int end = 1024;
    assertThat(minimal.projection().uncompressedBytes().expected())
        .isEqualTo(entries + impliedDirectory + end);
  }

  @Test
  void theRuntimeBaseHasTheBasesLayersAsTheyAreAndTheApplicationInOneOfItsOwn() {
    ProjectedImage runtimeBase =
        named(subject(image(), 1, "/app/run", "/lib/libc.so"), "runtime-base");

    assertThat(runtimeBase.layers().get(0)).isEqualTo(new ProjectedLayer.Original(0));
    assertThat(paths(runtimeBase.layers().get(1))).containsExactly("/app", "/app/run");
  }

  @Test
  void nothingIsProjectedOnScratchWhereNothingIsStarted() {
    assertThat(Projections.of(subject(image(), 1), BaseImages.none()).minimal()).isEmpty();
  }

  @Test
  void aWhiteoutStaysWhileAnotherNameKeepsWhatItHides() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("a", "content").hardLink("b", "a").file("c", "gone").index(),
            new TarBuilder().whiteout("a").whiteout("c").index());

    ProjectedImage trim = named(subject(layers, 0), "trim");

    ProjectedLayer.Cut top = (ProjectedLayer.Cut) trim.layers().get(1);
    assertThat(top.entries()).extracting(FileEntry::path).containsExactly("/a");
    assertThat(RootFilesystem.of(layers).find("/a")).isEmpty();
  }

  @Test
  void aContentWithTwoNamesWeighsOnce() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder()
                .file("app/run", "x".repeat(5000))
                .hardLink("app/too", "app/run")
                .index());

    ProjectedImage minimal = named(subject(layers, 0, "/app/run", "/app/too"), "minimal");

    assertThat(minimal.projection().uncompressedBytes().expected())
        .isEqualTo(512 + Bytes.of(layers.get(0).entries().get(0)).uncompressedBytes() + 512 + 1024);
  }
}
