package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds all labelled images, audits them, and writes what was right into the documentation. */
class DetectionBenchmark {
  private static final Pattern WANTED =
      Pattern.compile(System.getProperty("detection.images", ".*"));

  private static final int BATCH = 3;

  @TempDir private Path directory;

  @Test
  void labelledImages() throws IOException {
    TestMachine machine = TestMachine.require();
    List<LabelledImage> images =
        LabelledImage.all().stream().filter(i -> WANTED.matcher(i.name()).matches()).toList();
    List<Assessment> assessments = new ArrayList<>();
    for (int from = 0; from < images.size(); from += BATCH) {
      List<LabelledImage> batch = images.subList(from, Math.min(images.size(), from + BATCH));
      List<Assessment> assessed = assess(machine, directory.resolve("" + from), batch);
      assessed.forEach(a -> System.out.println(a.image() + " " + a.problems()));
      assessments.addAll(assessed);
    }
    if (WANTED.pattern().equals(".*")) {
      DetectionDocument.write(assessments);
    }
  }

  /** Builds and audits {@code images}, in their order. */
  static List<Assessment> assess(TestMachine machine, Path directory, List<LabelledImage> images)
      throws IOException {
    GroundTruth truth = new GroundTruth(machine);
    List<String> references = new ArrayList<>();
    for (LabelledImage image : images) {
      truth.build(image);
      references.add("docker-daemon:" + image.tag());
    }
    Map<String, JsonNode> rows = new HashMap<>();
    AuditRun run =
        AuditRun.of(
            directory, AuditRun.environment(machine, directory), references.toArray(String[]::new));
    run.report().path("images").forEach(row -> rows.put(row.path("reference").asText(), row));
    List<Assessment> assessments = new ArrayList<>();
    for (LabelledImage image : images) {
      JsonNode row = rows.get("docker-daemon:" + image.tag());
      if (row == null || !row.path("status").asText().equals("audited")) {
        throw new IOException(image.name() + " was not audited: " + row + run.program().err());
      }
      assessments.add(Assessment.of(image, row, truth.facts(image)));
    }
    return assessments;
  }
}
