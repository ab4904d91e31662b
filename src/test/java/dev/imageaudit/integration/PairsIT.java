package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What we say of an image before anybody refactors it, against the image refactored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairsIT {
  private static final double TOLERANCE = 0.02;

  /** Of projections that do more than to take away. */
  private static final double FURTHER_TOLERANCE = 0.05;

  @TempDir private static Path directory;
  private JsonNode onScratch = MissingNode.getInstance();
  private final Map<Pair, JsonNode> before = new EnumMap<>(Pair.class);
  private final Map<Pair, JsonNode> after = new EnumMap<>(Pair.class);

  @BeforeAll
  void auditEveryPair() {
    TestMachine machine = TestMachine.require();
    List<String> references = new ArrayList<>();
    for (Pair pair : Pair.values()) {
      references.add(pair.before(machine));
      references.add(pair.after(machine));
    }
    references.add(Pair.GO.twin(machine, "scratch"));
    AuditRun run =
        AuditRun.of(
            directory.resolve("out"),
            AuditRun.environment(machine, directory),
            references.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.program().err()).isZero();
    for (Pair pair : Pair.values()) {
      before.put(pair, run.image(pair.before(machine)));
      after.put(pair, run.image(pair.after(machine)));
    }
    onScratch = run.image(Pair.GO.twin(machine, "scratch"));
  }

  private JsonNode before(Pair pair) {
    return java.util.Objects.requireNonNull(before.get(pair));
  }

  private JsonNode after(Pair pair) {
    return java.util.Objects.requireNonNull(after.get(pair));
  }

  @ParameterizedTest
  @EnumSource
  void theTrimProjectionIsTheImageRebuiltWithoutTheResidue(Pair pair) {
    assertThatItIs(before(pair), "trim", after(pair), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GO")
  void theRuntimeBaseProjectionIsTheImageRebuiltOnItsOwnBase(Pair pair) {
    assertThatItIs(before(pair), "runtime-base", after(pair), FURTHER_TOLERANCE);
  }

  @Test
  void theMinimalProjectionOfAStaticProgramIsTheImageRebuiltOnScratch() {
    assertThatItIs(before(Pair.GO), "minimal", onScratch, FURTHER_TOLERANCE);
  }

  @Test
  void aStaticProgramStandsOnABaseForStaticPrograms() {
    assertThat(projection(before(Pair.GO), "runtime-base").path("base").asText())
        .startsWith("gcr.io/distroless/static");
  }

  private static void assertThatItIs(
      JsonNode image, String projection, JsonNode twin, double tolerance) {
    JsonNode projected = projection(image, projection);
    for (String unit : List.of("compressedBytes", "uncompressedBytes")) {
      long rebuilt = twin.path("size").path(unit).asLong();
      assertThat(projected.path(unit).path("expected").asLong())
          .as(unit + " of " + image.path("reference").asText())
          .isCloseTo(rebuilt, within(Math.round(rebuilt * tolerance)));
    }
  }

  private static JsonNode projection(JsonNode image, String name) {
    for (JsonNode projection : image.path("projections")) {
      if (projection.path("name").asText().equals(name)) {
        return projection;
      }
    }
    return MissingNode.getInstance();
  }

  @ParameterizedTest
  @CsvSource({
    "C, refactor",
    "GO, refactor",
    "JAVA, refactor",
    "NODE, refactor",
    "PYTHON_EXTENSION, refactor",
    "PYTHON_PLAIN, no-gain"
  })
  void theVerdictSaysWhetherAFurtherStageIsWorthIt(Pair pair, String verdict) {
    assertThat(before(pair).path("verdict").path("code").asText()).isEqualTo(verdict);
    assertThat(after(pair).path("verdict").path("code").asText()).isIn("already-lean", "no-gain");
  }

  @ParameterizedTest
  @CsvSource({
    "C, compiler, gcc, apt-get install",
    "C, build-tool, make, apt-get install",
    "C, package-cache, apt-lists, apt-get",
    "C, source, c-source, COPY",
    "GO, sdk, go-sdk, COPY",
    "GO, build-cache, go-build-cache, go build",
    "GO, source, go-source, COPY",
    "JAVA, sdk, jdk, apt-get install",
    "NODE, dev-dependency, node-dev-dependency, npm install",
    "NODE, package-cache, npm-cache, npm install",
    "NODE, package-manager, npm, COPY",
    "PYTHON_EXTENSION, headers, python-headers, apt-get install",
    "PYTHON_EXTENSION, compiler, gcc, apt-get install"
  })
  void whatTheBuildLeftIsFoundWithTheInstructionThatBroughtIt(
      Pair pair, String kind, String rule, String instruction) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode finding : before(pair).path("findings")) {
      if (finding.path("rule").asText().equals(rule)) {
        found.add(finding);
      }
    }

    assertThat(found).as(rule).isNotEmpty();
    assertThat(found.get(0).path("kind").asText()).isEqualTo(kind);
    assertThat(found.get(0).path("instruction").asText()).contains(instruction);
    assertThat(found.get(0).path("neededAtRuntime").asBoolean()).isFalse();
  }

  @Test
  void anImageBuiltOnAnotherOfTheFleetHasItForABase() {
    TestMachine machine = TestMachine.require();
    String base = machine.registry() + "/pairs/base:1";
    Map<String, String> environment = Map.of("DOCKER_HOST", machine.docker());
    ExternalProgram.run(environment, "docker", "tag", "image-audit-test/debian:12", base);
    ExternalProgram.run(environment, "docker", "push", base);
    String image = Pair.C.after(machine);

    AuditRun run =
        AuditRun.of(
            directory.resolve("base"), AuditRun.environment(machine, directory), base, image);

    JsonNode row = run.image(image);
    assertThat(row.path("base").path("name").asText()).isEqualTo(base);
    assertThat(row.path("base").path("confidence").asText()).isEqualTo("high");
    assertThat(row.path("layers").path(0).path("fromBase").asBoolean()).isTrue();
    assertThat(row.path("layers").path(1).path("fromBase").asBoolean()).isFalse();
  }
}
