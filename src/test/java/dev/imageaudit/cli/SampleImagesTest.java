package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** README's first command, on the images that come with the project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleImagesTest {
  private static final Path SAMPLES = Path.of("sample-images");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private JsonNode report = JSON.missingNode();

  @BeforeAll
  void auditTheList() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", directory.toString()),
            false);

    ExitCode exit =
        new Main(terminal)
            .run(
                "audit",
                "--quiet",
                "--images",
                SAMPLES.resolve("fleet.csv").toString(),
                "--output",
                directory.toString());

    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.COMPLETE);
    report = JSON.readTree(directory.resolve("audit.json").toFile());
  }

  @Test
  void theListNamesEachLayoutOnce() throws IOException {
    List<String> references = new ArrayList<>();
    report.path("images").forEach(image -> references.add(image.path("reference").asText()));

    try (Stream<Path> samples = Files.list(SAMPLES)) {
      assertThat(references)
          .containsExactlyInAnyOrderElementsOf(
              samples
                  .filter(sample -> Files.exists(sample.resolve("oci-layout")))
                  .map(sample -> "oci:sample-images/" + sample.getFileName())
                  .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "go-naive, refactor",
    "go-multistage, already-lean",
    "node-dev, no-gain",
    "distroless, already-lean"
  })
  void theVerdictSaysWhetherAFurtherStageIsWorthIt(String sample, String verdict) {
    assertThat(image(sample).path("verdict").path("code").asText()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "go-naive, go-sdk, 1.19.8, /usr/local/go, COPY",
    "go-naive, git-repository, '', /src/.git, COPY",
    "go-naive, go-source, '', /src/main.go, COPY",
    "go-naive, go-build-cache, '', /root/.cache/go-build, RUN go build",
    "node-dev, yarn, 1.22.22, /opt/yarn-v1.22.22, COPY",
    "node-dev, yarn-cache, '', /usr/local/share/.cache/yarn/v6, RUN yarn install",
    "node-dev, node-dev-dependency, 3.12.1, /app/node_modules/sucrase, RUN yarn install",
    "node-dev, typescript-source, '', /app/src/index.ts, COPY"
  })
  void whatTheBuildLeftIsFoundWithItsPlaceAndInstruction(
      String sample, String rule, String version, String path, String instruction) {
    JsonNode finding = finding(sample, rule, path);

    assertThat(finding.path("version").asText()).isEqualTo(version);
    assertThat(finding.path("instruction").asText()).startsWith(instruction);
    assertThat(finding.path("neededAtRuntime").asBoolean()).isFalse();
    assertThat(finding.path("compressedBytes").asLong()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"go-multistage", "distroless"})
  void nothingButTheShellOfItsBaseIsFoundInALeanImage(String sample) {
    for (JsonNode finding : image(sample).path("findings")) {
      assertThat(finding.path("kind").asText()).isEqualTo("attack-surface");
    }
  }

  @Test
  void aRuntimeDependencyIsNoDevDependency() {
    for (JsonNode finding : image("node-dev").path("findings")) {
      assertThat(finding.path("paths").path("roots").toString())
          .doesNotContain("node_modules/debug", "node_modules/ms", "/app/dist");
    }
  }

  @Test
  void theTrimProjectionOfTheNaiveImageIsItsMultiStageTwin() {
    long projected =
        image("go-naive")
            .path("projections")
            .path(0)
            .path("compressedBytes")
            .path("expected")
            .asLong();
    long twin = image("go-multistage").path("size").path("compressedBytes").asLong();

    assertThat(projected).isCloseTo(twin, within(twin / 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go-naive", "go-multistage", "node-dev", "distroless"})
  void theBooksBalanceWithTheBlobs(String sample) throws IOException {
    long compressed = 0;
    long uncompressed = 0;
    for (JsonNode layer : image(sample).path("layers")) {
      Path blob = blob(sample, layer.path("digest").asText());
      compressed += Files.size(blob);
      uncompressed += unpackedBytes(blob);
    }

    JsonNode ledger = image(sample).path("ledger");
    assertThat(sum(ledger, "compressedBytes")).isEqualTo(compressed);
    assertThat(sum(ledger, "bytes")).isEqualTo(uncompressed);
  }

  @Test
  void theyAreUnderThirtyMegabytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }

    assertThat(bytes).isLessThan(30_000_000);
  }

  private JsonNode image(String sample) {
    for (JsonNode image : report.path("images")) {
      if (image.path("reference").asText().equals("oci:sample-images/" + sample)) {
        return image;
      }
    }
    throw new AssertionError("no row of " + sample);
  }

  private JsonNode finding(String sample, String rule, String path) {
    List<String> found = new ArrayList<>();
    for (JsonNode finding : image(sample).path("findings")) {
      JsonNode roots = finding.path("paths").path("roots");
      found.add(finding.path("rule").asText() + roots);
      if (finding.path("rule").asText().equals(rule) && roots.toString().contains("\"" + path)) {
        return finding;
      }
    }
    throw new AssertionError("no " + rule + " of " + path + " among " + found);
  }

  private static Path blob(String sample, String digest) {
    return SAMPLES.resolve(sample).resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static long unpackedBytes(Path blob) throws IOException {
    try (InputStream tar = new ZstdInputStream(Files.newInputStream(blob))) {
      return tar.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static long sum(JsonNode ledger, String field) {
    long sum = 0;
    for (JsonNode account : ledger.path("accounts")) {
      sum += account.path(field).asLong();
    }
    return sum;
  }
}
