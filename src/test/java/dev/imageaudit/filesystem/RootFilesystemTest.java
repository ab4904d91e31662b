package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.HiddenFile.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RootFilesystemTest {

  private static RootFilesystem root(TarBuilder... layers) {
    return RootFilesystem.of(Stream.of(layers).map(TarBuilder::index).toList());
  }

  private static TarBuilder layer() {
    return new TarBuilder();
  }

  private static List<String> paths(RootFilesystem root) {
    return root.files().stream().map(RootFile::path).toList();
  }

  private static List<String> hidden(RootFilesystem root) {
    return root.hidden().stream()
        .filter(h -> h.entry().type() == FileType.REGULAR)
        .map(h -> h.path() + " " + h.layer() + ">" + h.hiddenBy() + " " + h.cause().code())
        .toList();
  }

  @Test
  void aWhiteoutHidesOneFileOfTheLayersBelow() {
    RootFilesystem root =
        root(layer().file("etc/a", "1").file("etc/b", "2"), layer().whiteout("etc/a"));

    assertThat(paths(root)).containsExactly("/etc", "/etc/b");
    assertThat(hidden(root)).containsExactly("/etc/a 0>1 deleted");
  }

  @Test
  void removingADirectoryHidesAllBytesBelowIt() {
    RootFilesystem root =
        root(
            layer().directory("d").file("d/a", "123").file("d/e/b", "4567"), layer().whiteout("d"));

    assertThat(paths(root)).isEmpty();
    assertThat(root.hidden().stream().mapToLong(h -> h.entry().sizeBytes()).sum()).isEqualTo(7);
  }

  @Test
  void anOpaqueMarkerHidesOnlyLowerLayersWhereverItStands() {
    TarBuilder lower = layer().file("d/old", "1");
    for (TarBuilder upper :
        List.of(layer().opaque("d").file("d/new", "2"), layer().file("d/new", "2").opaque("d"))) {
      assertThat(paths(root(lower, upper))).containsExactly("/d", "/d/new");
      lower = layer().file("d/old", "1");
    }
  }

  @Test
  void anOpaqueMarkerInTheOnlyLayerHidesNothingAndIsNoFile() {
    assertThat(paths(root(layer().directory("d").opaque("d").file("d/a", "1"))))
        .containsExactly("/d", "/d/a");
  }

  @Test
  void aDirectoryRemovedAndMadeAgainDoesNotBringItsOldChildrenBack() {
    RootFilesystem root =
        root(
            layer().file("d/old", "1"),
            layer().whiteout("d"),
            layer().directory("d").file("d/new", "2"));

    assertThat(paths(root)).containsExactly("/d", "/d/new");
  }

  @Test
  void ofSeveralCopiesAllButTheLastAreHidden() {
    RootFilesystem root =
        root(layer().file("a", "one"), layer().file("a", "two"), layer().file("a", "three"));

    assertThat(hidden(root)).containsExactly("/a 0>1 overwritten", "/a 1>2 overwritten");
    assertThat(root.find("/a").orElseThrow().layer()).isEqualTo(2);
  }

  @Test
  void theSameContentAgainIsACopyUp() {
    RootFilesystem root =
        root(
            layer().file("a", "same"),
            layer().file("a", "same".getBytes(StandardCharsets.UTF_8), 0755));

    assertThat(hidden(root)).containsExactly("/a 0>1 copied-up");
  }

  @Test
  void otherContentOfTheSameLengthIsNoCopyUp() {
    assertThat(hidden(root(layer().file("a", "same"), layer().file("a", "some"))))
        .containsExactly("/a 0>1 overwritten");
  }

  @Test
  void aHardLinkKeepsTheContentThatALaterLayerRewritesUnderAnotherName() {
    RootFilesystem root =
        root(
            layer().file("t2", "old").hardLink("t1", "t2").hardLink("t3", "t2"),
            layer().file("t1", "new content"));

    assertThat(root.find("/t3").orElseThrow().sizeBytes()).isEqualTo(3);
    assertThat(root.find("/t1").orElseThrow().sizeBytes()).isEqualTo(11);
    assertThat(hidden(root)).isEmpty();
  }

  @Test
  void contentIsHiddenWhenItsLastNameGoes() {
    RootFilesystem root =
        root(
            layer().file("a", "123").hardLink("b", "a"),
            layer().whiteout("a"),
            layer().whiteout("b"));

    assertThat(hidden(root)).containsExactly("/a 0>2 deleted");
  }

  @Test
  void aHardLinkToALowerLayersFileIsAFullCopyWhenTheEngineWritesOne() {
    RootFilesystem root =
        root(layer().file("a", "123"), layer().file("a", "123").hardLink("b", "a"));

    assertThat(root.find("/b").orElseThrow().layer()).isEqualTo(1);
    assertThat(root.find("/b").orElseThrow().isHardLink()).isTrue();
    assertThat(hidden(root)).containsExactly("/a 0>1 copied-up");
  }

  @Test
  void aHardLinkWithoutATargetIsKeptAsAName() {
    RootFilesystem root = root(layer().hardLink("b", "absent"));

    assertThat(root.find("/b").orElseThrow().isRegular()).isFalse();
  }

  @Test
  void aFileNamedLikeAMarkerInItsMiddleIsAFile() {
    assertThat(paths(root(layer().file("b", "1"), layer().file("a.wh.b", "2"))))
        .containsExactly("/a.wh.b", "/b");
  }

  @Test
  void whatAufsLeftBehindIsNoFile() {
    assertThat(paths(root(layer().file(".wh..wh.plnk/1.2", "x").file(".wh..wh.aufs", ""))))
        .doesNotContain("/.wh..wh.aufs");
  }

  @Test
  void aLinkInPlaceOfADirectoryHidesWhatTheDirectoryHeld() {
    RootFilesystem root =
        root(layer().file("d/a", "1").file("e/b", "2"), layer().symlink("d", "e"));

    assertThat(paths(root)).containsExactly("/d", "/e", "/e/b");
    assertThat(hidden(root)).containsExactly("/d/a 0>1 overwritten");
    assertThat(root.resolve("/d/b").orElseThrow().path()).isEqualTo("/e/b");
  }

  @Test
  void aDirectoryInPlaceOfAFileHidesTheFile() {
    RootFilesystem root = root(layer().file("d", "1"), layer().directory("d").file("d/a", "2"));

    assertThat(paths(root)).containsExactly("/d", "/d/a");
    assertThat(hidden(root)).containsExactly("/d 0>1 overwritten");
  }

  @Test
  void entriesBelowALinkOfALowerLayerGoWhereItLeads() {
    RootFilesystem root =
        root(
            layer().directory("usr/bin").symlink("bin", "usr/bin").file("usr/bin/sh", "1"),
            layer().file("bin/tool", "2").whiteout("bin/sh"));

    assertThat(paths(root)).contains("/usr/bin/tool").doesNotContain("/usr/bin/sh", "/bin/tool");
  }

  @Test
  void namesMayHaveDotsAndSlashesAndLackParents() {
    RootFilesystem root =
        root(
            layer()
                .directory("./")
                .directory(".")
                .file("./a", "1")
                .file("/abs", "2")
                .file("x/../y/z", "3"));

    assertThat(paths(root)).containsExactly("/a", "/abs", "/y", "/y/z");
  }

  @Test
  void linksThatLeadOutOfTheRootOrInCirclesLeadNowhere() {
    RootFilesystem root =
        root(
            layer()
                .symlink("out", "../../../etc/passwd")
                .symlink("a", "b")
                .symlink("b", "a")
                .file("etc/passwd", "in"));

    assertThat(root.resolve("/out").orElseThrow().path()).isEqualTo("/etc/passwd");
    assertThat(root.resolve("/a")).isEmpty();
  }

  @Test
  void childrenAreTheDirectEntriesAlone() {
    RootFilesystem root =
        root(layer().file("d/a/x", "1").file("d/a.txt", "2").file("d/a-b/y", "3").file("da", "4"));

    assertThat(root.children("/d").stream().map(RootFile::path))
        .containsExactly("/d/a", "/d/a-b", "/d/a.txt");
    assertThat(root.below("/d")).hasSize(5);
    assertThat(root.children("/").stream().map(RootFile::path)).containsExactly("/d", "/da");
  }

  @Test
  void anEmptyLayerChangesNothing() {
    assertThat(paths(root(layer().file("a", "1"), layer()))).containsExactly("/a");
  }

  @Test
  void aPathTwiceInOneLayerHidesTheFirst() {
    assertThat(hidden(root(layer().file("a", "1").file("a", "22"))))
        .containsExactly("/a 0>0 overwritten");
  }

  @Test
  void causesHaveTheReportsNames() {
    assertThat(Stream.of(Cause.values()).map(Cause::code))
        .containsExactly("deleted", "overwritten", "copied-up");
  }
}
