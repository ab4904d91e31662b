package dev.imageaudit.estimate;

import static dev.imageaudit.estimate.BookkeeperTest.finding;
import static dev.imageaudit.estimate.BookkeeperTest.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Breakdown.LayerPart;
import dev.imageaudit.estimate.Breakdown.PathPart;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakdownTest {
  private static final String LARGE = "x".repeat(1_000_000);

  private static Bookkeeper.Books books(List<LayerIndex> layers) {
    return Bookkeeper.books(subject(layers, finding(Kind.COMPILER, "/usr/bin/gcc")));
  }

  private static List<String> places(Breakdown breakdown, String account) {
    return breakdown.paths().stream()
        .filter(part -> part.account().equals(account))
        .map(PathPart::path)
        .toList();
  }

  @Test
  void aLargeFileIsAPartOfItsOwnAndASmallOneIsItsDirectorys() {
    TarBuilder tar = new TarBuilder().file("usr/bin/gcc", LARGE).file("app/data/big", LARGE);
    for (int i = 0; i < 20; i++) {
      tar.file("app/lib/small" + i, "y".repeat(500)).file("app/one/small" + i, "z");
    }

    Breakdown breakdown = books(List.of(tar.index())).breakdown();

    assertThat(places(breakdown, "compiler")).containsExactly("/usr/bin/gcc");
    assertThat(places(breakdown, "application"))
        .containsExactly("/app/data/big", "/app/lib", "/app/one");
  }

  @Test
  void whatALaterLayerHidesIsHiddenInTheLayerThatBringsIt() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("tmp/archive", LARGE).index(),
            new TarBuilder().whiteout("tmp/archive").index());

    Breakdown breakdown = books(layers).breakdown();

    assertThat(breakdown.layers())
        .filteredOn(part -> part.account().equals("hidden"))
        .extracting(LayerPart::layer)
        .containsExactly(0);
    assertThat(places(breakdown, "hidden")).containsExactly("/tmp/archive");
  }

  @Test
  void aPathThatIsTooDeepCountsForADirectoryAboveIt() {
    String deep = "d/".repeat(1_000) + "file";

    Breakdown breakdown = books(List.of(new TarBuilder().file(deep, LARGE).index())).breakdown();

    assertThat(breakdown.paths()).anyMatch(part -> part.path().equals("/d".repeat(12)));
  }

  @Property(tries = 100)
  void bothListsAddUpToTheLedger(
      @ForAll @Size(max = 60) List<@IntRange(max = 5_000) Integer> sizes) {
    List<LayerIndex> layers = new ArrayList<>();
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < sizes.size(); i++) {
      tar.file("a" + i % 3 + "/b" + i % 5 + "/c" + i, "x".repeat(sizes.get(i)));
      if (i % 20 == 19) {
        layers.add(tar.whiteout("a1/b1/c1").index());
        tar = new TarBuilder();
      }
    }
    layers.add(tar.index());

    Bookkeeper.Books books = books(layers);

    Map<String, Bytes> accounts = new TreeMap<>();
    books.ledger().accounts().forEach(a -> add(accounts, a.name(), a.bytes(), a.compressedBytes()));
    Map<String, Bytes> paths = new TreeMap<>();
    books.breakdown().paths().forEach(p -> add(paths, p.account(), p.bytes(), p.compressedBytes()));
    Map<String, Bytes> ofLayers = new TreeMap<>();
    books
        .breakdown()
        .layers()
        .forEach(p -> add(ofLayers, p.account(), p.bytes(), p.compressedBytes()));
    assertThat(paths).isEqualTo(accounts);
    assertThat(ofLayers).isEqualTo(accounts);
    assertThat(books.breakdown().paths()).hasSizeLessThan(230);
  }

  private static void add(Map<String, Bytes> sums, String account, long bytes, long compressed) {
    sums.merge(account, new Bytes(bytes, compressed), Bytes::plus);
  }
}
