package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.dockerfile.BuildStep.Sources;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CopiedSourcesTest {
  private static BuildStep copy(String arguments, Sources sources) {
    return new BuildStep("COPY", arguments, List.of(), OptionalInt.of(0), "", sources, false);
  }

  private static Optional<CopiedSources> of(String arguments, Sources sources, LayerIndex layer) {
    return CopiedSources.of(copy(arguments, sources), "/app", Optional.of(layer));
  }

  @Test
  void namesThatTheHistoryKeepsAreTheSources() {
    CopiedSources copied =
        CopiedSources.of(
                copy("--chown=1:1 go.mod go.sum ./", Sources.NAMED), "/app", Optional.empty())
            .orElseThrow();

    assertThat(copied.sources()).containsExactly("go.mod", "go.sum");
    assertThat(copied.destination()).isEqualTo("./");
    assertThat(copied.recorded()).isTrue();
  }

  @Test
  void aHashOfOneFileIsNamedAsItLiesInTheLayer() {
    CopiedSources copied =
        of("/etc/app.conf", Sources.FILE, new TarBuilder().file("etc/app.conf", "x").index())
            .orElseThrow();

    assertThat(copied.sources()).containsExactly("app.conf");
    assertThat(copied.destination()).isEqualTo("/etc/app.conf");
    assertThat(copied.recorded()).isFalse();
  }

  @Test
  void aHashOfSeveralFilesIsTheirNames() {
    LayerIndex layer = new TarBuilder().file("app/b", "x").file("app/a", "y").index();

    CopiedSources copied = of("./", Sources.SEVERAL, layer).orElseThrow();

    assertThat(copied.sources()).containsExactly("a", "b");
  }

  @Test
  void aHashOfADirectoryIsTheContextWhereItGoesToTheWorkingDirectory() {
    LayerIndex layer = new TarBuilder().file("app/src/a", "x").index();

    assertThat(of(".", Sources.DIRECTORY, layer).orElseThrow().sources()).containsExactly(".");
    assertThat(of("src", Sources.DIRECTORY, layer).orElseThrow().sources()).containsExactly("src");
  }

  @Test
  void ofALayerWithFilesElsewhereNothingCanBeTold() {
    assertThat(of("/srv/", Sources.SEVERAL, new TarBuilder().file("app/a", "x").index())).isEmpty();
    assertThat(of("/srv/", Sources.SEVERAL, new TarBuilder().directory("srv").index())).isEmpty();
  }
}
