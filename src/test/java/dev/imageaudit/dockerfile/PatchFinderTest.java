package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.dockerfile.Refactoring.PatchStep;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageConfigs;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PatchFinderTest {
  /** Of an image of which each of {@code instructions} made one of {@code layers}. */
  private static List<PatchStep> patch(List<LayerIndex> layers, String... instructions) {
    List<BuildStep> steps = new ArrayList<>();
    for (int i = 0; i < instructions.length; i++) {
      String[] words = instructions[i].split(" ", 2);
      steps.add(
          new BuildStep(
              words[0],
              words[1],
              List.of(),
              OptionalInt.of(i),
              "",
              BuildStep.Sources.NAMED,
              false));
    }
    ImageConfig config =
        ImageConfigs.of(layers.stream().map(LayerIndex::diffId).toList(), List.of());
    return PatchFinder.of(
        new Subject(
            List.of("shop/api"),
            config,
            RootFilesystem.of(layers),
            Collections.nCopies(layers.size(), Optional.empty()),
            0,
            PackageInventory.EMPTY,
            new RuntimeClosure(new TreeMap<>(), List.of()),
            List.of()),
        steps);
  }

  @Test
  void aDeletionGoesIntoTheInstructionThatBringsTheFiles() {
    List<PatchStep> patch =
        patch(
            List.of(
                new TarBuilder().file("tmp/sources.tar", "s".repeat(5000)).index(),
                new TarBuilder().whiteout("tmp/sources.tar").index()),
            "RUN curl -o /tmp/sources.tar https://example.com",
            "RUN rm -f /tmp/sources.tar");

    assertThat(patch)
        .extracting(PatchStep::replacement)
        .containsExactly(
            "RUN curl -o /tmp/sources.tar https://example.com && rm -f /tmp/sources.tar");
  }

  @Test
  void aChangeOfOwnerIsAnOptionOfCopy() {
    List<PatchStep> patch =
        patch(
            List.of(
                new TarBuilder().file("app/data", "d".repeat(5000)).index(),
                new TarBuilder().file("app/data", "d".repeat(5000)).index()),
            "COPY data /app/",
            "RUN chown -R app:app /app");

    assertThat(patch)
        .extracting(PatchStep::replacement)
        .containsExactly("COPY --chown=app:app data /app/");
  }

  @Test
  void aDeletionThatHidesNothingIsNoPatch() {
    assertThat(
            patch(
                List.of(
                    new TarBuilder().file("app/data", "d").index(),
                    new TarBuilder().file("app/more", "m").index()),
                "RUN make",
                "RUN rm -rf /nothing"))
        .isEmpty();
  }

  @Test
  void recommendedPackagesStayAway() {
    assertThat(
            patch(
                List.of(new TarBuilder().file("usr/bin/jq", "j").index()),
                "RUN apt-get update && apt-get install -y jq"))
        .singleElement()
        .extracting(PatchStep::replacement)
        .asString()
        .contains("--no-install-recommends");
  }
}
