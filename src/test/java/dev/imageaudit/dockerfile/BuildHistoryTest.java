package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageConfigs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildHistoryTest {
  private static ImageConfig config(History... history) {
    List<DiffId> diffIds = new ArrayList<>();
    for (History step : history) {
      if (!step.emptyLayer()) {
        byte[] name = ("layer " + diffIds.size()).getBytes(StandardCharsets.UTF_8);
        diffIds.add(DiffId.parse(Digest.sha256Of(name).toString()));
      }
    }
    return ImageConfigs.of(diffIds, List.of(history));
  }

  private static History layer(String createdBy) {
    return new History(Optional.empty(), createdBy, Optional.empty(), false);
  }

  private static History setting(String createdBy) {
    return new History(Optional.empty(), createdBy, Optional.empty(), true);
  }

  private static List<BuildStep> steps(History... history) {
    return BuildHistory.of(config(history), UnaryOperator.identity()).steps();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bin/sh -c make install | RUN make install",
        "RUN /bin/sh -c make install # buildkit | RUN make install",
        "RUN make install | RUN make install",
        "/bin/bash -o pipefail -c curl x > y | RUN curl x > y",
        "/bin/sh -c #(nop)  WORKDIR /src | WORKDIR /src",
        "/bin/bash -o pipefail -c #(nop)  ENV A=b | ENV A=b",
        "WORKDIR /src | WORKDIR /src",
        "COPY src/ /app/ # buildkit | COPY src/ /app/",
        "/bin/sh -c #(nop)  CMD [\"a\" \"b\"] | CMD [\"a\" \"b\"]"
      })
  void eachBuildersRecordIsTheInstruction(String recorded, String instruction) {
    assertThat(steps(layer(recorded))).extracting(BuildStep::toString).containsExactly(instruction);
  }

  @Test
  void buildArgumentsAreToldFromTheCommand() {
    BuildStep step = steps(layer("|2 VERSION=1.2 NAME=two words /bin/sh -c make A=b")).get(0);

    assertThat(step.arguments()).isEqualTo("make A=b");
    assertThat(step.buildArguments()).containsExactly("VERSION=1.2", "NAME=two words");
  }

  @Test
  void aHashStandsForWhatTheClassicBuilderCopied() {
    String hash = "c9330cf3c5a1a249a0c6da8c4c2f6a9aa39d3d5d6a1e3a9d9de3ff8b4ca0d3a1";

    BuildStep step = steps(layer("/bin/sh -c #(nop) COPY dir:" + hash + " in src ")).get(0);

    assertThat(step.sources()).isEqualTo(BuildStep.Sources.DIRECTORY);
    assertThat(step.arguments()).isEqualTo("src");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--chown=app:app", "--chown=app:app "})
  void theOwnerOfWhatIsCopiedIsToldFromTheHash(String flag) {
    String hash = "c9330cf3c5a1a249a0c6da8c4c2f6a9aa39d3d5d6a1e3a9d9de3ff8b4ca0d3a1";

    BuildStep step =
        steps(layer("/bin/sh -c #(nop) COPY " + flag + "dir:" + hash + " in . ")).get(0);

    assertThat(step.owner()).isEqualTo("app:app");
    assertThat(step.sources()).isEqualTo(BuildStep.Sources.DIRECTORY);
    assertThat(step.arguments()).isEqualTo(".");
  }

  @Test
  void theOwnerOfWhatIsCopiedByNameIsItsOption() {
    assertThat(steps(layer("COPY --link --chown=1000 src/ /app/ # buildkit")).get(0).owner())
        .isEqualTo("1000");
  }

  @Test
  void aHereDocumentsCommandKeepsItsLines() {
    BuildStep step = steps(layer("RUN /bin/sh -c make\nmake install\n # buildkit")).get(0);

    assertThat(step.arguments()).isEqualTo("make\nmake install");
  }

  @Test
  void stepsOfTheBaseAreNotTheImagesOwn() {
    History[] history = {
      layer("/bin/sh -c #(nop) ADD file:0123456789abcdef in / "),
      setting("/bin/sh -c #(nop)  CMD [\"bash\"]"),
      layer("/bin/sh -c make")
    };

    assertThat(BuildHistory.of(config(history), UnaryOperator.identity()).own(1))
        .extracting(BuildStep::toString)
        .containsExactly("CMD [\"bash\"]", "RUN make");
  }

  @Test
  void aSecretIsMaskedAndTheStepSaysSo() {
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    ImageConfig config = config(layer("/bin/sh -c git clone https://" + token + "@github.com/a/b"));

    BuildStep step = BuildHistory.of(config, SecretScanner.load()::masked).steps().get(0);

    assertThat(step.masked()).isTrue();
    assertThat(step.arguments()).doesNotContain(token);
  }

  @ParameterizedTest
  @CsvSource({
    "jib-maven-plugin:3.4.0, Jib",
    "ko build ko://example.com/app, ko",
    "bazel build ..., Bazel",
    "Buildpacks Launcher Config, Cloud Native Buildpacks"
  })
  void buildersWithoutInstructionsAreNamed(String recorded, String builder) {
    BuildHistory history = BuildHistory.of(config(layer(recorded)), UnaryOperator.identity());

    assertThat(history.steps()).isEmpty();
    assertThat(history.builder()).contains(builder);
  }

  @Test
  void buildahNotesTheBase() {
    History step =
        new History(Optional.empty(), "/bin/sh -c make", Optional.of("FROM debian:12"), false);

    assertThat(BuildHistory.of(config(step), UnaryOperator.identity()).base())
        .contains("debian:12");
  }
}
