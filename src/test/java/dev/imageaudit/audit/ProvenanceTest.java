package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageConfigs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {

  /** A config with so many layers; {@code -} before a step says that it made none. */
  private static ImageConfig config(int layers, String... steps) {
    List<DiffId> diffIds = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      diffIds.add(new DiffId(Digest.sha256Of(("" + i).getBytes(StandardCharsets.UTF_8))));
    }
    List<History> history = new ArrayList<>();
    for (String step : steps) {
      boolean isEmpty = step.startsWith("-");
      history.add(
          new History(
              Optional.empty(), isEmpty ? step.substring(1) : step, Optional.empty(), isEmpty));
    }
    return ImageConfigs.of(diffIds, history);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "/bin/sh -c apt-get install gcc ~ RUN apt-get install gcc",
        "/bin/sh -c #(nop) COPY file:1 in /app ~ COPY file:1 in /app",
        "RUN /bin/sh -c make all # buildkit ~ RUN make all",
        "COPY . /app # buildkit ~ COPY . /app",
        "|1 VERSION=3 /bin/sh -c make ~ RUN make",
        "RUN |1 VERSION=3 /bin/sh -c make # buildkit ~ RUN make",
        "/bin/bash -o pipefail -c make ~ RUN make"
      })
  void anInstructionReadsAsInTheDockerfile(String createdBy, String instruction) {
    assertThat(Provenance.instruction(createdBy)).contains(instruction);
  }

  @Test
  void stepsWithoutALayerAreLeftOut() {
    assertThat(Provenance.instructions(config(2, "ADD a /", "-ENV A=1", "RUN make")))
        .containsExactly(Optional.of("ADD a /"), Optional.of("RUN make"));
  }

  @Test
  void ofAHistoryThatDoesNotFitTheLayersNothingIsClaimed() {
    assertThat(Provenance.instructions(config(2, "ADD a /")))
        .containsExactly(Optional.empty(), Optional.empty());
    assertThat(Provenance.inheritedLayers(config(2, "ADD a /", "-CMD [\"a\"]"))).isZero();
  }

  @Test
  void aCommandWithLayersBehindItIsTheBasesLast() {
    assertThat(
            Provenance.inheritedLayers(
                config(
                    4,
                    "/bin/sh -c #(nop) ADD debian /",
                    "-/bin/sh -c #(nop)  CMD [\"bash\"]",
                    "RUN install node",
                    "-CMD [\"node\"]",
                    "COPY . /app",
                    "RUN npm ci",
                    "-CMD [\"node\" \"app.js\"]")))
        .isEqualTo(2);
  }

  @Test
  void theImagesOwnCommandEndsNoBase() {
    assertThat(Provenance.inheritedLayers(config(1, "COPY a /", "-CMD [\"/a\"]"))).isZero();
  }
}
