package dev.imageaudit.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.prove.Proof;
import dev.imageaudit.prove.ProvenImage;
import dev.imageaudit.prove.RunResult;
import dev.imageaudit.prove.WrittenLayer;
import java.io.IOException;

/** A proof for programs, as {@code proof-1.0.0.schema.json} beside this class describes it. */
public final class ProofReport {
  /** The version of the fields' meaning; a new field raises the second number. */
  public static final String SCHEMA_VERSION = "1.0.0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ProofReport() {}

  /** The document, ended by a line feed. */
  public static String json(FleetAudit.Tool tool, ProvenImage image) throws IOException {
    ObjectNode document = JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
    document.putObject("tool").put("name", tool.name()).put("version", tool.version());
    document
        .put("reference", image.reference())
        .put("platform", image.platform().toString())
        .put("projection", image.estimate().name());
    image.base().ifPresent(base -> document.put("base", base));
    document
        .put("place", image.place())
        .put("manifest", image.written().manifest().digest().toString());
    size(
        document.putObject("compressedBytes"),
        image.written().compressedBytes(),
        image.estimate().compressedBytes());
    size(
        document.putObject("uncompressedBytes"),
        image.written().uncompressedBytes(),
        image.estimate().uncompressedBytes());
    ArrayNode layers = document.putArray("layers");
    for (WrittenLayer layer : image.written().layers()) {
      layers
          .addObject()
          .put("digest", layer.blob().digest().toString())
          .put("diffId", layer.diffId().toString())
          .put("compressedBytes", layer.blob().sizeBytes())
          .put("uncompressedBytes", layer.streamBytes());
    }
    proof(document.putObject("proof"), image.proof());
    return JSON.writer(JsonReport.indented()).writeValueAsString(document) + "\n";
  }

  private static void size(ObjectNode node, long real, Projection.Range estimate) {
    node.put("real", real)
        .put("low", estimate.low())
        .put("expected", estimate.expected())
        .put("high", estimate.high())
        .put("error", ProvenImage.error(estimate.expected(), real));
  }

  private static void proof(ObjectNode node, Proof proof) {
    if (proof instanceof Proof.NotRun notRun) {
      node.put("result", "not-run").put("reason", notRun.reason());
    } else if (proof instanceof Proof.Proved proved) {
      node.put("result", "proved");
      run(node.putObject("original"), proved.original());
      run(node.putObject("projected"), proved.projected());
    } else if (proof instanceof Proof.Differs differs) {
      node.put("result", "differs");
      run(node.putObject("original"), differs.original());
      run(node.putObject("projected"), differs.projected());
      ArrayNode differences = node.putArray("differences");
      for (Proof.Difference difference : differs.differences()) {
        differences
            .addObject()
            .put("what", difference.what())
            .put("original", difference.original())
            .put("projected", difference.projected());
      }
      ArrayNode missed = node.putArray("missedFiles");
      for (Proof.MissedFile file : differs.missed()) {
        ObjectNode missedFile = missed.addObject().put("named", file.named());
        ArrayNode paths = missedFile.putArray("paths");
        file.paths().forEach(paths::add);
        missedFile.put("advice", file.advice());
      }
    }
  }

  private static void run(ObjectNode node, RunResult run) {
    node.put("ending", run.ending().code());
    if (run.ending() == RunResult.Ending.EXITED) {
      node.put("exitCode", run.exitCode());
    }
    run.answer()
        .ifPresent(answer -> answer.status().ifPresent(status -> node.put("answer", status)));
  }
}
