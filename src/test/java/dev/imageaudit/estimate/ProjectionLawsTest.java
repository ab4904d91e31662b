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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of the projections of every image. */
class ProjectionLawsTest {
  private static final Finding SDK = BookkeeperTest.finding(Kind.SDK, "/d/b", "/f/a");

  @Provide
  Arbitrary<List<List<BookkeeperTest.Step>>> images() {
    return new BookkeeperTest().images();
  }

  /** Of the files there are those are needed whose number has a bit in {@code chosen}. */
  private static Subject subject(
      List<List<BookkeeperTest.Step>> image, int chosen, int baseLayers) {
    List<LayerIndex> layers = new ArrayList<>();
    image.forEach(steps -> layers.add(BookkeeperTest.layer(steps)));
    RootFilesystem root = RootFilesystem.of(layers);
    TreeMap<String, Need> needs = new TreeMap<>();
    int number = 0;
    for (RootFile file : root.files()) {
      if ((chosen >> number++ % 30 & 1) == 1) {
        needs.put(file.path(), new Need(RuntimeClosure.ENTRY_POINT, "a law", Need.Strength.HARD));
      }
    }
    RuntimeClosure closure = new RuntimeClosure(needs, List.of());
    Subject plain = BookkeeperTest.subject(layers);
    return new Subject(
        plain.names(),
        plain.config(),
        root,
        plain.instructions(),
        Math.min(baseLayers, layers.size()),
        plain.packages(),
        closure,
        Residues.of(root, List.of(SDK), closure));
  }

  @Property(tries = 300)
  void minimalIsNoMoreThanTheRuntimeBaseAndTrimNoMoreThanToday(
      @ForAll("images") List<List<BookkeeperTest.Step>> image,
      @ForAll int chosen,
      @ForAll @IntRange(max = 3) int baseLayers) {
    Subject subject = subject(image, chosen, baseLayers);
    Projections projections = Projections.of(subject, BaseImages.none());
    Bytes today = Sizes.today(subject);

    Projection trim = projections.trim().projection();
    assertThat(trim.compressedBytes().expected()).isLessThanOrEqualTo(today.compressedBytes());
    assertThat(trim.uncompressedBytes().expected()).isLessThanOrEqualTo(today.uncompressedBytes());
    if (projections.runtimeBase().isPresent()) {
      Projection runtimeBase = projections.runtimeBase().get().projection();
      Projection minimal = projections.minimal().orElseThrow().projection();
      assertThat(minimal.compressedBytes().expected())
          .isLessThanOrEqualTo(runtimeBase.compressedBytes().expected());
      assertThat(minimal.uncompressedBytes().expected())
          .isLessThanOrEqualTo(runtimeBase.uncompressedBytes().expected());
    }
  }

  @Property(tries = 300)
  void whatTheLayersShedAddsUpToWhatTheProjectionSaves(
      @ForAll("images") List<List<BookkeeperTest.Step>> image,
      @ForAll int chosen,
      @ForAll @IntRange(max = 3) int baseLayers) {
    Subject subject = subject(image, chosen, baseLayers);
    Projections projections = Projections.of(subject, BaseImages.none());

    for (ProjectedImage projected : projections.images()) {
      List<Long> saved = projections.savedByLayer(subject, projected.name());
      assertThat(saved.stream().mapToLong(Long::longValue).sum())
          .as(projected.name())
          .isEqualTo(projected.projection().savedCompressedBytes().expected());
    }
  }

  @Property(tries = 300)
  void aProjectedLayerHasEachContentAndEachNameOnce(
      @ForAll("images") List<List<BookkeeperTest.Step>> image,
      @ForAll int chosen,
      @ForAll @IntRange(max = 3) int baseLayers) {
    Subject subject = subject(image, chosen, baseLayers);

    for (ProjectedImage projected : Projections.of(subject, BaseImages.none()).images()) {
      Set<FileEntry> entries = Collections.newSetFromMap(new IdentityHashMap<>());
      for (ProjectedLayer layer : projected.layers()) {
        if (layer instanceof ProjectedLayer.Cut cut) {
          assertThat(cut.entries()).allMatch(entries::add);
        } else if (layer instanceof ProjectedLayer.Fresh fresh) {
          assertThat(fresh.files()).extracting(RootFile::path).isSorted().doesNotHaveDuplicates();
          assertThat(fresh.files())
              .allMatch(file -> subject.root().find(file.path()).orElseThrow().equals(file));
        }
      }
    }
  }

  @Property(tries = 200)
  void removingResidueNeverRaisesAProjection(
      @ForAll("images") List<List<BookkeeperTest.Step>> image, @ForAll int chosen) {
    Subject with = subject(image, chosen, 1);
    Subject without =
        new Subject(
            with.names(),
            with.config(),
            with.root(),
            with.instructions(),
            with.baseLayers(),
            with.packages(),
            with.closure(),
            List.of());

    assertThat(TrimProjection.of(with).projection().uncompressedBytes().expected())
        .isLessThanOrEqualTo(
            TrimProjection.of(without).projection().uncompressedBytes().expected());
  }
}
