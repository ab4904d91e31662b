package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BuildPurposeTest {
  private static final String COMPILER = "/usr/bin/compiler";

  private String name = "shop/api";
  private Map<String, String> labels = Map.of();
  private List<String> env = List.of();
  private List<String> cmd = List.of("/app/run");
  private String instruction = "COPY run /app/";
  private final RootFixture root = new RootFixture().elf("/app/run", "").elf(COMPILER, "");

  private Optional<String> purpose() {
    RootFilesystem filesystem = root.build(CaptureRules.NONE);
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of(),
            cmd,
            env,
            "/",
            "",
            labels,
            List.of(),
            List.of(),
            List.of());
    Finding compiler =
        new Finding(
            "test",
            Kind.COMPILER,
            "A compiler",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new TreeSet<>(Set.of(COMPILER)),
            Confidence.HIGH);
    var closure = ClosureFinder.find(filesystem, config);
    return BuildPurpose.of(
        new Subject(
            List.of(name),
            config,
            filesystem,
            List.of(Optional.of(instruction)),
            0,
            PackageInventory.EMPTY,
            closure,
            Residues.of(filesystem, List.of(compiler), closure)));
  }

  @Test
  void anApplicationThatShipsACompilerHasNoSuchPurpose() {
    assertThat(purpose()).isEmpty();
    name = "shop/rebuilder-api";
    assertThat(purpose()).isEmpty();
    name = "shop/hello-rust";
    assertThat(purpose()).isEmpty();
    cmd = List.of("bash");
    assertThat(purpose()).isEmpty();
  }

  @Test
  void aDevelopmentContainerSaysSoByItsLabel() {
    labels = Map.of("devcontainer.metadata", "[]");
    assertThat(purpose())
        .contains("it is a development container, as the label devcontainer.metadata says");
  }

  @Test
  void aBuilderSaysSoByItsName() {
    name = "platform/java-builder";
    assertThat(purpose()).isPresent();
  }

  @Test
  void aLanguagesImageSaysSoByItsNameUnlessAnApplicationIsCalledSo() {
    name = "library/golang";
    assertThat(purpose()).isEmpty();
    cmd = List.of("bash");
    assertThat(purpose()).isPresent();
  }

  @Test
  void aRunnerSaysSoByItsFiles() {
    root.script("/home/runner/run.sh", "#!/bin/sh\n");
    assertThat(purpose())
        .contains("it is a runner of GitHub Actions, as the file /home/runner/run.sh says");
  }

  @Test
  void aNotebookIsKnownByWhatTheEntryPointStarts() {
    root.script("/usr/bin/jupyter-lab", "#!/usr/bin/python3\n");
    assertThat(purpose()).as("that it is installed says nothing").isEmpty();
    cmd = List.of("jupyter-lab", "--ip=0.0.0.0");
    assertThat(purpose())
        .contains("people write and run code in it, as the entry point /usr/bin/jupyter-lab says");
  }

  @Test
  void aBuildpacksBuilderIsKnownByItsOrderAndAnImageThatItBuiltIsNone() {
    root.file("/cnb/lifecycle/launcher", "").file("/layers/config/metadata.toml", "");
    assertThat(purpose()).isEmpty();
    root.file("/cnb/order.toml", "");
    assertThat(purpose()).contains("it is a buildpacks builder, as the file /cnb/order.toml says");
  }

  @Test
  void aNotebookSaysSoByItsEnvironment() {
    env = List.of("NB_USER=jovyan");
    assertThat(purpose()).isPresent();
  }

  @Test
  void aShellWithoutAnApplicationIsThereForPeople() {
    cmd = List.of("bash");
    instruction = "RUN apt-get install -y gcc";
    assertThat(purpose()).isPresent();
  }

  @Test
  void aContainerThatStartsTheToolIsThereToUseIt() {
    cmd = List.of("compiler", "--serve");
    assertThat(purpose()).contains("the container runs A compiler");
  }
}
