package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BookkeeperTest {
  private static final RuntimeClosure NO_CLOSURE = new RuntimeClosure(new TreeMap<>(), List.of());

  static Subject subject(List<LayerIndex> layers, Finding... findings) {
    RootFilesystem root = RootFilesystem.of(layers);
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of("/app/run"),
            List.of(),
            List.of(),
            "/app",
            "",
            Map.of(),
            List.of(),
            layers.stream().map(LayerIndex::diffId).toList(),
            List.of());
    return new Subject(
        List.of("shop/api"),
        config,
        root,
        Collections.nCopies(layers.size(), Optional.empty()),
        0,
        PackageInventory.EMPTY,
        NO_CLOSURE,
        Residues.of(root, List.of(findings), NO_CLOSURE));
  }

  static Finding finding(Kind kind, String... paths) {
    return new Finding(
        "test-rule",
        kind,
        "Test tool",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(paths),
        new TreeSet<>(List.of(paths)),
        Confidence.HIGH);
  }

  private static long account(ByteLedger ledger, String name) {
    return ledger.accounts().stream()
        .filter(a -> a.name().equals(name))
        .mapToLong(ByteLedger.Account::bytes)
        .sum();
  }

  @Test
  void residueHiddenBytesAndTheRestLieInTheirAccounts() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("usr/bin/tool", "12345").file("gone", "123").index(),
            new TarBuilder().file("app/run", "1").whiteout("gone").index());

    ByteLedger ledger = Bookkeeper.ledger(subject(layers, finding(Kind.COMPILER, "/usr/bin/tool")));

    assertThat(account(ledger, "compiler"))
        .isEqualTo(layers.get(0).entries().get(0).framingBytes() + 5);
    assertThat(account(ledger, "hidden"))
        .isEqualTo(layers.get(0).entries().get(1).framingBytes() + 3);
    assertThat(account(ledger, "application"))
        .isEqualTo(layers.get(1).entries().get(0).framingBytes() + 1);
  }

  @Test
  void aContentGoesWithTheLastOfItsNames() {
    List<LayerIndex> layers =
        List.of(new TarBuilder().file("a", "x".repeat(1000)).hardLink("b", "a").index());

    assertThat(
            account(Bookkeeper.ledger(subject(layers, finding(Kind.COMPILER, "/a"))), "compiler"))
        .isZero();
    assertThat(
            account(
                Bookkeeper.ledger(subject(layers, finding(Kind.COMPILER, "/a", "/b"))), "compiler"))
        .isGreaterThan(1000);
  }

  @Test
  void aContentWeighsInTheLayerThatItLiesIn() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("z", "x".repeat(9000)).index(),
            new TarBuilder().hardLink("a", "z").index());

    Residue residue = subject(layers, finding(Kind.COMPILER, "/a", "/z")).residues().get(0);

    assertThat(residue.byLayer().values())
        .extracting(bytes -> bytes.uncompressedBytes() > 9000)
        .containsExactly(true, false);
  }

  /** A step in the making of a random image: what is done to which of a few paths. */
  record Step(int operation, int path, int length) {}

  @Provide
  Arbitrary<List<List<Step>>> images() {
    Arbitrary<Step> step =
        Arbitraries.integers()
            .between(0, 6)
            .flatMap(
                operation ->
                    Arbitraries.integers()
                        .between(0, 5)
                        .flatMap(
                            path ->
                                Arbitraries.integers()
                                    .between(0, 2000)
                                    .map(length -> new Step(operation, path, length))));
    return step.list().ofMaxSize(8).list().ofMaxSize(4);
  }

  static LayerIndex layer(List<Step> steps) {
    List<String> paths = List.of("a", "d/a", "d/b", "d/e/a", "f", "f/a");
    TarBuilder tar = new TarBuilder();
    for (Step step : steps) {
      String path = paths.get(step.path);
      switch (step.operation) {
        case 0, 1 -> tar.file(path, "x".repeat(step.length));
        case 2 -> tar.directory(path);
        case 3 -> tar.symlink(path, "d");
        case 4 -> tar.hardLink(path, paths.get(step.length % paths.size()));
        case 5 -> tar.whiteout(path);
        default -> tar.opaque(path);
      }
    }
    return tar.index();
  }

  @Property(tries = 500)
  void theBooksBalanceToTheByteForEveryImage(@ForAll("images") List<List<Step>> image) {
    List<LayerIndex> layers = new ArrayList<>();
    image.forEach(steps -> layers.add(layer(steps)));
    Subject subject = subject(layers, finding(Kind.SDK, "/d", "/d/a", "/d/b", "/f/a"));

    ByteLedger ledger = Bookkeeper.ledger(subject);

    assertThat(ledger.bytes()).isEqualTo(layers.stream().mapToLong(LayerIndex::streamBytes).sum());
    assertThat(ledger.compressedBytes())
        .isEqualTo(layers.stream().mapToLong(LayerIndex::blobBytes).sum());
  }

  @Property(tries = 300)
  void theProjectionNeverExceedsToday(@ForAll("images") List<List<Step>> image) {
    List<LayerIndex> layers = new ArrayList<>();
    image.forEach(steps -> layers.add(layer(steps)));
    Subject subject = subject(layers, finding(Kind.SDK, "/d", "/d/a", "/d/b", "/f/a"));

    Projection trim = TrimProjection.of(subject).projection();

    assertThat(trim.uncompressedBytes().expected() + trim.savedUncompressedBytes().expected())
        .isEqualTo(layers.stream().mapToLong(LayerIndex::streamBytes).sum());
    assertThat(trim.compressedBytes().low()).isNotNegative();
  }
}
