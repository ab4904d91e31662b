package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final int LARGE = 2_000_000;

  /** A layer with one file that does not compress. */
  private static LayerIndex layer(String path, int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return new TarBuilder().file(path.substring(1), content, 0755).index();
  }

  private static Verdict judge(int baseLayers, Subject plain, String... instructions) {
    List<Optional<String>> known = new ArrayList<>();
    for (String instruction : instructions) {
      known.add(Optional.of(instruction));
    }
    Subject subject =
        new Subject(
            plain.names(),
            plain.config(),
            plain.root(),
            known,
            baseLayers,
            plain.baseName(),
            plain.packages(),
            plain.closure(),
            plain.residues());
    return Judge.judge(subject, Projections.of(subject, BaseImages.none()), MinimumSaving.DEFAULT);
  }

  private static Subject image(List<LayerIndex> layers, Finding... findings) {
    return BookkeeperTest.subject(layers, findings);
  }

  @Test
  void buildToolsInTheImageAreWorthARefactor() {
    Verdict verdict =
        judge(
            1,
            image(
                List.of(layer("/etc/base", 5), layer("/usr/bin/cc", LARGE), layer("/app/run", 9)),
                BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc")),
            "ADD base /",
            "RUN install cc",
            "COPY run /app/");

    assertThat(verdict.code()).isEqualTo(Verdict.Code.REFACTOR);
    assertThat(verdict.recommendedProjection()).contains("trim");
    assertThat(verdict.summary())
        .isEqualTo(
            "Build in one stage and copy only the result into another: that leaves Test tool behind"
                + " and saves 100 % of the download.");
  }

  @Test
  void ofLayersThatAreNotCompressedItIsSaidThatAPullIsOtherwise() {
    TarBuilder compiler = new TarBuilder().file("usr/bin/cc", new byte[20 * LARGE], 0755);
    Finding found = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

    Verdict asSaved = judge(0, image(List.of(compiler.index()), found), "RUN install cc");
    Verdict asPushed = judge(0, image(List.of(compiler.gzippedIndex()), found), "RUN install cc");

    assertThat(asSaved.reasonsAgainst())
        .anyMatch(reason -> reason.startsWith("Its layers are not compressed where it was read"));
    assertThat(asPushed.reasonsAgainst())
        .noneMatch(reason -> reason.contains("compressed where it was read"));
  }

  @Test
  void whereMostCameWithTheBaseTheBaseIsNamed() {
    Finding tools = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc", "/usr/bin/ld");
    Subject image =
        image(
            List.of(
                layer("/usr/bin/cc", LARGE), layer("/usr/bin/ld", LARGE / 2), layer("/app/run", 9)),
            tools);
    String[] instructions = {"ADD gcc /", "RUN install ld", "COPY run /app/"};

    assertThat(judge(1, named("gcc 14", image), instructions).reasonsFor())
        .contains(
            "Most of what is not needed, 2.0 MB, came with the base gcc 14: change the base, not"
                + " the Dockerfile's other lines.");
    assertThat(judge(1, image, instructions).reasonsFor())
        .anyMatch(reason -> reason.contains("came with the base image: change the base"));
    assertThat(judge(0, named("gcc 14", image), instructions).reasonsFor())
        .noneMatch(reason -> reason.contains("came with the base"));
  }

  private static Subject named(String base, Subject plain) {
    return new Subject(
        plain.names(),
        plain.config(),
        plain.root(),
        plain.instructions(),
        plain.baseLayers(),
        Optional.of(base),
        plain.packages(),
        plain.closure(),
        plain.residues());
  }

  @Test
  void cachesAreCleanedUpWithoutAnotherStage() {
    Verdict verdict =
        judge(
            1,
            image(
                List.of(layer("/etc/base", 5), layer("/var/cache/a", LARGE)),
                BookkeeperTest.finding(Kind.PACKAGE_CACHE, "/var/cache/a")),
            "ADD base /",
            "RUN install a");

    assertThat(verdict.code()).isEqualTo(Verdict.Code.CLEAN_UP);
    assertThat(verdict.summary()).contains("remove it in the instruction that brings it");
  }

  @Test
  void deletingLaterIsCleanedUpToo() {
    LayerIndex deletion = new TarBuilder().whiteout("big").index();

    Verdict verdict =
        judge(0, image(List.of(layer("/big", LARGE), deletion)), "RUN make big", "RUN rm big");

    assertThat(verdict.code()).isEqualTo(Verdict.Code.CLEAN_UP);
    assertThat(verdict.summary()).startsWith("Files that later instructions delete");
  }

  @Test
  void anInterpretedProgramOnTheBaseOfItsRuntimeHasNothingToGain() {
    List<LayerIndex> layers = List.of(layer("/usr/bin/npm", LARGE), layer("/app/run", 9));
    Finding npm = BookkeeperTest.finding(Kind.PACKAGE_MANAGER, "/usr/bin/npm");

    assertThat(judge(1, image(layers, npm), "ADD node /", "RUN install").code())
        .isEqualTo(Verdict.Code.NO_GAIN);
    assertThat(judge(0, image(layers, npm), "ADD node /", "RUN install").code())
        .isEqualTo(Verdict.Code.CLEAN_UP);
  }

  @Test
  void aBaseThatIsThereToBuildIsLeftBehindWithAllItHas() {
    List<LayerIndex> layers =
        List.of(
            layer("/usr/bin/cc", LARGE), layer("/usr/bin/npm", LARGE + 1), layer("/app/run", 9));

    Verdict verdict =
        judge(
            2,
            image(
                layers,
                BookkeeperTest.finding(Kind.SDK, "/usr/bin/cc"),
                BookkeeperTest.finding(Kind.PACKAGE_MANAGER, "/usr/bin/npm")),
            "ADD a /",
            "ADD b /",
            "COPY run /app/");

    assertThat(verdict.code()).isEqualTo(Verdict.Code.REFACTOR);
  }

  @Test
  void aResultCopiedOntoABaseIsLeanWhateverManualsTheBaseHas() {
    Subject subject =
        image(
            List.of(layer("/usr/share/doc/a", LARGE), layer("/app/run", 9)),
            BookkeeperTest.finding(Kind.DOCUMENTATION, "/usr/share/doc/a"));

    assertThat(judge(0, subject, "ADD base /", "COPY run /app/").code())
        .isEqualTo(Verdict.Code.ALREADY_LEAN);
  }

  @Test
  void smallLeftoversAreNotWorthTheWork() {
    Subject plain =
        image(
            List.of(layer("/etc/base", LARGE), layer("/src/a.c", 900)),
            BookkeeperTest.finding(Kind.SOURCE, "/src/a.c"));

    assertThat(judge(1, plain, "ADD base /", "RUN make").code()).isEqualTo(Verdict.Code.NO_GAIN);
  }

  @Test
  void whatRunningNeedsIsNoReasonToRefactor() {
    Subject plain = image(List.of(layer("/usr/bin/cc", LARGE), layer("/app/run", 9)));
    Residue needed =
        new Residue(
            BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc"),
            true,
            "Running needs it.",
            new Bytes(LARGE, LARGE),
            new TreeMap<>());
    Subject subject =
        new Subject(
            plain.names(),
            plain.config(),
            plain.root(),
            plain.instructions(),
            0,
            PackageInventory.EMPTY,
            plain.closure(),
            List.of(needed));

    assertThat(judge(0, subject, "ADD base /", "COPY run /app/").code())
        .isEqualTo(Verdict.Code.ALREADY_LEAN);
  }
}
