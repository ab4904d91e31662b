package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.integration.EstimateCheck.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds all pairs, audits and proves them, and writes what came true into the documentation. */
class EstimatesBenchmark {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  private static final Path RESULTS = Path.of("target/estimates");
  private static final Pattern WANTED =
      Pattern.compile(System.getProperty("estimates.pairs", ".*"));
  private static final List<String> PROVED =
      List.of(System.getProperty("estimates.prove", "minimal,trim").split(",", -1));

  private static final int BATCH = 3;

  @TempDir private Path directory;

  @Test
  void beforeAndAfter() throws IOException {
    TestMachine machine = TestMachine.require();
    List<EstimatedPair> pairs =
        EstimatedPair.all().stream().filter(p -> WANTED.matcher(p.name()).matches()).toList();
    for (int from = 0; from < pairs.size(); from += BATCH) {
      check(machine, pairs.subList(from, Math.min(pairs.size(), from + BATCH)));
    }
    EstimatesDocument.write(kept());
  }

  /** So that a run may be of some pairs only, and the document is still about all. */
  private static void keep(EstimateCheck check) {
    try {
      Files.createDirectories(RESULTS);
      JSON.writeValue(RESULTS.resolve(check.pair().name() + ".json").toFile(), check);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<EstimateCheck> kept() throws IOException {
    List<EstimateCheck> checks = new ArrayList<>();
    for (EstimatedPair pair : EstimatedPair.all()) {
      Path file = RESULTS.resolve(pair.name() + ".json");
      if (Files.exists(file)) {
        checks.add(JSON.readValue(file.toFile(), EstimateCheck.class));
      }
    }
    return checks;
  }

  private void check(TestMachine machine, List<EstimatedPair> pairs) {
    Map<EstimatedPair, String> before = new LinkedHashMap<>();
    Map<EstimatedPair, String> after = new LinkedHashMap<>();
    for (EstimatedPair pair : pairs) {
      before.put(pair, pair.before(machine));
      if (pair.hasTwin()) {
        after.put(pair, pair.after(machine));
      }
    }
    AuditRun run =
        AuditRun.of(
            directory.resolve(pairs.get(0).name()),
            AuditRun.environment(machine, directory),
            Stream.concat(before.values().stream(), after.values().stream())
                .toArray(String[]::new));
    before.forEach(
        (pair, reference) -> {
          String twin = after.getOrDefault(pair, "");
          EstimateCheck check =
              new EstimateCheck(
                  pair,
                  only(run.image(reference), "verdict", "projections"),
                  twin.isEmpty() ? JSON.createObjectNode() : only(run.image(twin), "size"),
                  proofs(machine, pair, reference));
          System.out.println(EstimatesDocument.line(check));
          keep(check);
        });
  }

  private Map<String, Proof> proofs(TestMachine machine, EstimatedPair pair, String reference) {
    Map<String, Proof> proofs = new TreeMap<>();
    for (String projection : PROVED) {
      if (!projection.isEmpty()) {
        proofs.put(projection, prove(machine, pair, reference, projection));
      }
    }
    return proofs;
  }

  private static JsonNode only(JsonNode row, String... fields) {
    ObjectNode part = JSON.createObjectNode();
    for (String field : fields) {
      part.set(field, row.path(field));
    }
    return part;
  }

  private Proof prove(
      TestMachine machine, EstimatedPair pair, String reference, String projection) {
    List<String> command =
        AuditRun.command(
            "prove",
            reference,
            "--projection",
            projection,
            "--output",
            directory.resolve(pair.name() + "-" + projection).toString(),
            "--run",
            "--quiet",
            "--format",
            "json");
    if (!pair.serves().isEmpty()) {
      command.addAll(List.of("--probe", pair.serves()));
    }
    ExternalProgram program =
        ExternalProgram.tryRun(AuditRun.environment(machine, directory), command);
    if (!program.out().startsWith("{")) {
      return new Proof("not written", program.err().strip());
    }
    try {
      JsonNode proof = JSON.readTree(program.out()).path("proof");
      JsonNode why = proof.has("differences") ? proof.path("differences") : proof.path("reason");
      return new Proof(proof.path("result").asText(), why.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
