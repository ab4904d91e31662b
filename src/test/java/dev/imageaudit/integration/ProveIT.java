package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Projected images are images: other programs read them, and they run like the original. */
class ProveIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE = "oci:sample-images/go-naive";

  @TempDir private Path directory;

  private ExternalProgram prove(TestMachine machine, String image, String... options) {
    List<String> command = AuditRun.command("prove", image, "--format", "json");
    command.addAll(List.of(options));
    return ExternalProgram.tryRun(AuditRun.environment(machine, directory), command);
  }

  private static JsonNode report(ExternalProgram program) throws IOException {
    assertThat(program.out()).as(program.err()).startsWith("{");
    return JSON.readTree(program.out());
  }

  private static String left(TestMachine machine) {
    Map<String, String> environment = Map.of("DOCKER_HOST", machine.docker());
    return ExternalProgram.run(
            environment, "docker", "ps", "-aq", "--filter", "name=image-audit-prove-")
        + ExternalProgram.run(environment, "docker", "images", "-q", "image-audit-prove");
  }

  @ParameterizedTest
  @EnumSource(Pair.class)
  void theTrimmedImageRunsLikeTheOriginal(Pair pair) throws IOException {
    TestMachine machine = TestMachine.require();
    String layout = directory.resolve("layout").toString();

    ExternalProgram program =
        prove(
            machine,
            pair.before(machine),
            "--projection",
            "trim",
            "--output",
            layout,
            "--run",
            "--timeout",
            pair.serves() ? "15" : "120");

    JsonNode report = report(program);
    assertThat(report.path("proof").path("result").asText())
        .as(report.path("proof").toString())
        .isEqualTo("proved");
    assertThat(program.exitCode()).isZero();
  }

  @Test
  void theMinimalImageRunsLikeTheOriginalAndNothingIsLeft() throws IOException {
    TestMachine machine = TestMachine.require();
    String layout = directory.resolve("layout").toString();

    ExternalProgram program =
        prove(
            machine,
            SAMPLE,
            "--projection",
            "minimal",
            "--output",
            layout,
            "--run",
            "--read-only",
            "--timeout",
            "120");

    assertThat(report(program).path("proof").path("result").asText()).isEqualTo("proved");
    assertThat(left(machine)).isEmpty();
  }

  @Test
  void onABaseThatIsNamedStandsWhatThatLacksAndItRunsLikeTheOriginal() throws IOException {
    TestMachine machine = TestMachine.require();

    ExternalProgram program =
        prove(
            machine,
            Pair.built(machine, "frontend", "before"),
            "--projection",
            "runtime-base",
            "--base",
            Pair.built(machine, "frontend", "base"),
            "--output",
            directory.resolve("layout").toString(),
            "--run",
            "--probe",
            "http://127.0.0.1:8080/");

    JsonNode report = report(program);
    assertThat(report.path("proof").path("result").asText())
        .as(report.path("proof").toString())
        .isEqualTo("proved");
    assertThat(Math.abs(report.path("compressedBytes").path("error").asDouble())).isLessThan(0.05);
  }

  @Test
  void otherProgramsReadTheLayout() {
    TestMachine machine = TestMachine.require();
    Path layout = directory.resolve("layout");

    prove(machine, SAMPLE, "--projection", "minimal", "--output", layout.toString());

    ExternalProgram.run(Map.of(), "skopeo", "inspect", "oci:" + layout + ":minimal");
    ExternalProgram.run(
        Map.of(),
        "umoci",
        "unpack",
        "--rootless",
        "--image",
        layout + ":minimal",
        directory.resolve("bundle").toString());
  }

  @Test
  void theImageIsPushedWhereItIsAskedFor() throws IOException {
    TestMachine machine = TestMachine.require();
    String target = machine.registry() + "/prove/minimal:1";

    JsonNode report = report(prove(machine, SAMPLE, "--projection", "minimal", "--to", target));

    String inspected =
        ExternalProgram.run(
            Map.of(), "skopeo", "inspect", "--tls-verify=false", "docker://" + target);
    assertThat(JSON.readTree(inspected).path("Digest").asText())
        .isEqualTo(report.path("manifest").asText());
  }
}
