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
          ObjectNode image = only(run.image(reference), "verdict", "projections");
          Map<String, Proof> proofs = proofs(machine, pair, reference);
          String base = pair.base(machine);
          if (!base.isEmpty()) {
            JsonNode proof = prove(machine, pair, reference, pair.projection(), "--base", base);
            image.set("projections", JSON.createArrayNode().add(estimated(proof)));
            proofs.put(pair.projection(), proof(proof));
          }
          EstimateCheck check =
              new EstimateCheck(
                  pair,
                  image,
                  twin.isEmpty() ? JSON.createObjectNode() : only(run.image(twin), "size"),
                  proofs);
          System.out.println(EstimatesDocument.line(check));
          keep(check);
        });
  }

  private Map<String, Proof> proofs(TestMachine machine, EstimatedPair pair, String reference) {
    Map<String, Proof> proofs = new TreeMap<>();
    for (String projection : PROVED) {
      if (!projection.isEmpty()) {
        proofs.put(projection, proof(prove(machine, pair, reference, projection)));
      }
    }
    return proofs;
  }

  /** What a proof says of the estimate, as the audit's report says it. */
  private static ObjectNode estimated(JsonNode proof) {
    ObjectNode projection = JSON.createObjectNode().set("name", proof.path("projection"));
    EstimateCheck.UNITS.forEach(unit -> projection.set(unit, proof.path(unit)));
    return projection;
  }

  private static ObjectNode only(JsonNode row, String... fields) {
    ObjectNode part = JSON.createObjectNode();
    for (String field : fields) {
      part.set(field, row.path(field));
    }
    return part;
  }

  /** What {@code prove --run} writes; what it complains of under {@code complaint}. */
  private JsonNode prove(
      TestMachine machine,
      EstimatedPair pair,
      String reference,
      String projection,
      String... further) {
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
    command.addAll(List.of(further));
    if (!pair.serves().isEmpty()) {
      command.addAll(List.of("--probe", pair.serves()));
    }
    ExternalProgram program =
        ExternalProgram.tryRun(AuditRun.environment(machine, directory), command);
    try {
      return program.out().startsWith("{")
          ? JSON.readTree(program.out())
          : JSON.createObjectNode().put("complaint", program.err().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Proof proof(JsonNode report) {
    if (report.has("complaint")) {
      return new Proof("not written", report.path("complaint").asText());
    }
    JsonNode proof = report.path("proof");
    JsonNode why = proof.has("differences") ? proof.path("differences") : proof.path("reason");
    return new Proof(proof.path("result").asText(), why.toString());
  }
}
