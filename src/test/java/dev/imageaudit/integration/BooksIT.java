package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our sums against those of other programs, to the byte. */
class BooksIT {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void theBooksBalanceWithWhatSkopeoGzipAndTarCount(Pair pair) throws JsonProcessingException {
    TestMachine machine = TestMachine.require();
    String reference = pair.before(machine);

    AuditRun run =
        AuditRun.of(directory.resolve("out"), AuditRun.environment(machine, directory), reference);

    JsonNode image = run.image(reference);
    long compressed = 0;
    long uncompressed = 0;
    int index = 0;
    for (JsonNode layer : manifest(reference).path("layers")) {
      JsonNode ours = image.path("layers").path(index++);
      long unpacked = unpackedBytes(machine, pair, layer.path("digest").asText());
      assertThat(ours.path("digest").asText()).isEqualTo(layer.path("digest").asText());
      assertThat(ours.path("compressedBytes").asLong()).isEqualTo(layer.path("size").asLong());
      assertThat(ours.path("uncompressedBytes").asLong()).isEqualTo(unpacked);
      compressed += layer.path("size").asLong();
      uncompressed += unpacked;
    }
    assertThat(image.path("layers")).hasSize(index);
    assertThat(image.path("size").path("compressedBytes").asLong()).isEqualTo(compressed);
    assertThat(image.path("size").path("uncompressedBytes").asLong()).isEqualTo(uncompressed);
    assertThat(image.path("size").path("fileBytes").asLong())
        .isEqualTo(exportedBytes(machine, reference));
    assertThat(sum(image, "compressedBytes")).isEqualTo(compressed);
    assertThat(sum(image, "bytes")).isEqualTo(uncompressed);
  }

  private static long sum(JsonNode image, String field) {
    long sum = 0;
    for (JsonNode account : image.path("ledger").path("accounts")) {
      sum += account.path(field).asLong();
    }
    return sum;
  }

  private static JsonNode manifest(String reference) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            ExternalProgram.run(
                Map.of(),
                "skopeo",
                "inspect",
                "--raw",
                "--tls-verify=false",
                "docker://" + reference));
  }

  private static long unpackedBytes(TestMachine machine, Pair pair, String digest) {
    String repository = pair.before(machine).replaceFirst("^[^/]*/", "").replaceFirst(":.*", "");
    return shell(
        machine,
        "curl -fsS http://%s/v2/%s/blobs/%s | gzip -dc | wc -c"
            .formatted(machine.registry(), repository, digest));
  }

  /** What the daemon's container of it holds, as GNU tar lists it. */
  private static long exportedBytes(TestMachine machine, String reference) {
    return shell(
        machine,
        "id=$(docker create %s none) && docker export $id".formatted(reference)
            + " | tar -tv --numeric-owner | awk '/^-/ {sum += $3} END {printf \"%d\", sum}'"
            + " && docker rm $id >&2");
  }

  private static long shell(TestMachine machine, String script) {
    return Long.parseLong(
        ExternalProgram.run(
                Map.of("DOCKER_HOST", machine.docker()), "bash", "-c", "set -o pipefail; " + script)
            .strip());
  }
}
