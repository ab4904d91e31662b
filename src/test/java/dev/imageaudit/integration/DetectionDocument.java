package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.benchmark.BenchmarkDocument;
import dev.imageaudit.integration.Assessment.Hit;
import dev.imageaudit.integration.GroundTruth.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/detection.md}, of which the benchmark writes the tables. */
final class DetectionDocument {
  private static final Path FILE = Path.of("docs/detection.md");

  private DetectionDocument() {}

  /** How one rule, or all of them, did. */
  private static final class Score {
    private int found;
    private int missed;
    private int wrong;
    private int versions;
    private int rightVersions;
    private int weights;
    private int rightWeights;
    private int contents;
    private double worst;

    private void add(Hit hit) {
      found++;
      if (!hit.fact().label().version().isEmpty()) {
        versions++;
        rightVersions += hit.hasVersion() ? 1 : 0;
      }
      if (hit.fact().isWeighed()) {
        weights++;
        rightWeights += hit.hasBytes() ? 1 : 0;
        contents += hit.contentDeviation() <= Assessment.TOLERANCE ? 1 : 0;
        worst = Math.max(worst, hit.deviation());
      }
    }

    private String row(String name) {
      return BenchmarkDocument.row(
          name,
          found,
          wrong,
          missed,
          of(rightVersions, versions),
          of(rightWeights, weights),
          weights == 0 ? "" : percent(worst));
    }

    private static String of(int part, int all) {
      return all == 0 ? "" : part + " of " + all;
    }
  }

  /** Writes both tables anew. */
  static void write(List<Assessment> assessments) throws IOException {
    BenchmarkDocument.replace(FILE, "detection", "result", rules(assessments));
    BenchmarkDocument.replace(FILE, "detection", "images", images(assessments));
  }

  private static String rules(List<Assessment> assessments) throws IOException {
    Score total = new Score();
    Map<String, Score> rules = new TreeMap<>();
    for (Assessment assessment : assessments) {
      for (Hit hit : assessment.hits()) {
        rule(rules, hit.fact().label().rule()).add(hit);
        total.add(hit);
      }
      for (Fact fact : assessment.missed()) {
        rule(rules, fact.label().rule()).missed++;
        total.missed++;
      }
      for (JsonNode finding : assessment.wrong()) {
        rule(rules, finding.path("rule").asText()).wrong++;
        total.wrong++;
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(BenchmarkDocument.machine()).append("\n\n");
    text.append(
        "%d images, %d of them only with look-alikes. Precision %s, recall %s; versions right: %s; bytes within %s of `tar`'s: %s (of `du`'s, without headers and padding: %d). "
            .formatted(
                assessments.size(),
                assessments.stream().filter(a -> a.image().lookAlikes()).count(),
                percent(total.found / (double) Math.max(1, total.found + total.wrong)),
                percent(total.found / (double) Math.max(1, total.found + total.missed)),
                Score.of(total.rightVersions, total.versions),
                percent(Assessment.TOLERANCE),
                Score.of(total.rightWeights, total.weights),
                total.contents));
    text.append("\n\n");
    text.append(
        BenchmarkDocument.row(
            "rule",
            "found",
            "found wrongly",
            "missed",
            "version right",
            "bytes right",
            "bytes off by at most"));
    text.append("| --- |" + " ---: |".repeat(6) + "\n");
    text.append(total.row("all"));
    rules.forEach((rule, score) -> text.append(score.row("`" + rule + "`")));
    List<String> problems = assessments.stream().flatMap(a -> a.problems().stream()).toList();
    if (!problems.isEmpty()) {
      text.append("\nWhat is not as it should be:\n\n");
      problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
    }
    return text.toString();
  }

  private static Score rule(Map<String, Score> rules, String rule) {
    return rules.computeIfAbsent(rule, id -> new Score());
  }

  private static String images(List<Assessment> assessments) {
    StringBuilder text = new StringBuilder();
    text.append(BenchmarkDocument.row("image", "what it is", "labels", "problems"));
    text.append("| --- | --- | ---: | ---: |\n");
    for (Assessment assessment : assessments) {
      text.append(
          BenchmarkDocument.row(
              "`" + assessment.image().name() + "`",
              assessment.image().what() + (assessment.image().lookAlikes() ? " (negative)" : ""),
              assessment.hits().size() + assessment.missed().size(),
              assessment.problems().size()));
    }
    return text.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
