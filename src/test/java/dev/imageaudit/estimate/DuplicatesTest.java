package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Duplicate.Cause;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final String ONE = "1".repeat(1000);
  private static final String TWO = "2".repeat(1000);

  /** What a file of that length weighs: its header may have a further one before it. */
  private static final long WEIGHT = weight(new TarBuilder().file("a", ONE));

  private static long weight(TarBuilder layer) {
    return layer.index().entries().stream().mapToLong(e -> Bytes.of(e).uncompressedBytes()).sum();
  }

  private static Duplicates duplicates(TarBuilder... layers) {
    return Duplicates.of(subject(List.of(layers).stream().map(TarBuilder::index).toList()));
  }

  private static Subject subject(List<LayerIndex> layers) {
    return BookkeeperTest.subject(layers);
  }

  private static TarArchiveEntry owned(String name, int owner, String content) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setUserId(owner);
    entry.setMode(0644);
    entry.setSize(content.length());
    return entry;
  }

  private static TarBuilder app(int owner) {
    return new TarBuilder()
        .put(owned("app/a", owner, ONE), ONE.getBytes(StandardCharsets.UTF_8))
        .put(owned("app/lib/b", owner, TWO), TWO.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aChangeOfOwnerSendsTheFilesAgain() {
    Duplicate sent = duplicates(app(0), app(1000)).groups().get(0);

    assertThat(sent.cause()).isEqualTo(Cause.SENT_AGAIN);
    assertThat(sent.files()).isEqualTo(2);
    assertThat(sent.places()).containsExactly("/app");
    assertThat(sent.wasted().uncompressedBytes()).isEqualTo(2 * WEIGHT);
    assertThat(sent.layers()).containsExactly(0, 1);
    assertThat(sent.layer()).contains(1);
    assertThat(sent.reason()).contains("COPY --chown");
  }

  @Test
  void aChangeOfModeSendsTheFileAgain() {
    Duplicate sent =
        duplicates(
                new TarBuilder().file("app/a", ONE),
                new TarBuilder().file("app/a", ONE.getBytes(StandardCharsets.UTF_8), 0755))
            .groups()
            .get(0);

    assertThat(sent.places()).containsExactly("/app/a");
    assertThat(sent.reason()).contains("COPY --chmod");
  }

  @Test
  void whatIsSentThriceIsWastedTwice() {
    Duplicates duplicates = duplicates(app(0), app(1), app(2));

    assertThat(duplicates.groups()).hasSize(2);
    assertThat(duplicates.wasted().uncompressedBytes()).isEqualTo(4 * WEIGHT);
    assertThat(duplicates.hidden()).isEqualTo(duplicates.wasted());
  }

  @Test
  void aFileThatIsDeletedAndWrittenAgainTheSameIsSentAgain() {
    Duplicate sent =
        duplicates(
                new TarBuilder().file("app/a", ONE),
                new TarBuilder().directory("app").opaque("app").file("app/a", ONE))
            .groups()
            .get(0);

    assertThat(sent.cause()).isEqualTo(Cause.SENT_AGAIN);
    assertThat(sent.reason()).contains("without changing them");
  }

  @Test
  void aFileThatIsMovedIsShippedTwice() {
    Duplicate moved =
        duplicates(
                new TarBuilder().file("tmp/a", ONE),
                new TarBuilder().whiteout("tmp/a").file("opt/b", ONE))
            .groups()
            .get(0);

    assertThat(moved.cause()).isEqualTo(Cause.MOVED);
    assertThat(moved.places()).containsExactly("/opt/b");
    assertThat(moved.wasted().uncompressedBytes()).isEqualTo(WEIGHT);
  }

  @Test
  void aFileThatIsOverwrittenByAnotherContentIsNoDuplicate() {
    assertThat(
            duplicates(new TarBuilder().file("app/a", ONE), new TarBuilder().file("app/a", TWO))
                .groups())
        .isEmpty();
  }

  @Test
  void directoriesThatHoldTheSameFilesAreOneGroup() {
    Duplicate copy =
        duplicates(
                new TarBuilder().file("srv/x/lib/a", ONE).file("srv/x/b", TWO),
                new TarBuilder().file("opt/y/lib/a", ONE).file("opt/y/b", TWO))
            .groups()
            .get(0);

    assertThat(copy.cause()).isEqualTo(Cause.COPY);
    assertThat(copy.places()).containsExactly("/opt/y", "/srv/x");
    assertThat(copy.files()).isEqualTo(2);
    assertThat(copy.layer()).contains(1);
    assertThat(copy.wasted().uncompressedBytes()).isEqualTo(2 * WEIGHT);
  }

  @Test
  void copiesThatAreNoSavingAreNotHidden() {
    Duplicates duplicates =
        duplicates(new TarBuilder().file("a", ONE).file("b", ONE).file("c", ONE));

    assertThat(duplicates.groups().get(0).places()).containsExactly("/a", "/b", "/c");
    assertThat(duplicates.wasted().uncompressedBytes()).isEqualTo(2 * WEIGHT);
    assertThat(duplicates.hidden()).isEqualTo(Bytes.ZERO);
  }

  @Test
  void hardLinksAndShortFilesAreNoCopies() {
    assertThat(
            duplicates(
                    new TarBuilder()
                        .file("a", ONE)
                        .hardLink("b", "a")
                        .file("c", "short")
                        .file("d", "short"))
                .groups())
        .isEmpty();
  }

  @Test
  void aCopyThatIsResidueGoesAnyhow() {
    List<LayerIndex> layers =
        List.of(new TarBuilder().file("cache/a", ONE).file("app/a", ONE).index());

    Duplicates duplicates =
        Duplicates.of(
            BookkeeperTest.subject(layers, BookkeeperTest.finding(Kind.PACKAGE_CACHE, "/cache/a")));

    assertThat(duplicates.groups()).isEmpty();
  }

  /** A file or a whiteout at one of a few paths. */
  record Step(int path, int content) {}

  @Provide
  Arbitrary<List<List<Step>>> images() {
    Arbitrary<Step> step =
        Arbitraries.integers()
            .between(0, 5)
            .flatMap(
                path ->
                    Arbitraries.integers().between(0, 4).map(content -> new Step(path, content)));
    return step.list().ofMaxSize(8).list().ofMaxSize(5);
  }

  private static LayerIndex layer(List<Step> steps) {
    List<String> paths = List.of("a", "d/a", "d/b", "e/a", "e/b", "f");
    List<String> contents = List.of(ONE, TWO, "3".repeat(5000), "4");
    TarBuilder tar = new TarBuilder();
    for (Step step : steps) {
      if (step.content == contents.size()) {
        tar.whiteout(paths.get(step.path));
      } else {
        tar.file(paths.get(step.path), contents.get(step.content));
      }
    }
    return tar.index();
  }

  @Property(tries = 500)
  void whatIsWastedNeverExceedsTheAccountsThatItLiesIn(@ForAll("images") List<List<Step>> image) {
    List<LayerIndex> layers = new ArrayList<>();
    image.forEach(steps -> layers.add(layer(steps)));
    Subject subject = subject(layers);
    ByteLedger ledger = Bookkeeper.ledger(subject);
    long hidden =
        ledger.accounts().stream()
            .filter(a -> a.name().equals(Bookkeeper.HIDDEN))
            .mapToLong(ByteLedger.Account::bytes)
            .sum();

    Duplicates duplicates = Duplicates.of(subject);

    long copies = duplicates.wasted().uncompressedBytes() - duplicates.hidden().uncompressedBytes();
    assertThat(duplicates.hidden().uncompressedBytes()).isLessThanOrEqualTo(hidden);
    assertThat(copies).isLessThanOrEqualTo(ledger.bytes() - hidden);
    assertThat(duplicates.wastedByLayer().stream().reduce(Bytes.ZERO, Bytes::plus))
        .isEqualTo(duplicates.wasted());
    for (int i = 0; i < layers.size(); i++) {
      assertThat(duplicates.wastedByLayer().get(i).uncompressedBytes())
          .isLessThanOrEqualTo(layers.get(i).streamBytes());
    }
  }

  @Property(tries = 200)
  void whereEachContentIsShippedOnceNothingIsWasted(@ForAll("images") List<List<Step>> image) {
    List<LayerIndex> layers = new ArrayList<>();
    TarBuilder tar = new TarBuilder();
    int number = 0;
    for (List<Step> steps : image) {
      for (Step step : steps) {
        tar.file("d" + step.path + "/" + ++number, "x".repeat(600 + number));
      }
    }
    layers.add(tar.index());

    assertThat(Duplicates.of(subject(layers)).wasted()).isEqualTo(Bytes.ZERO);
  }
}
