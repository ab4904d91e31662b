package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.integration.GroundTruth.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was found in an image, beside what is in it.
 *
 * @param hits what was found
 * @param missed what was not
 * @param wrong findings of what is not there
 */
record Assessment(LabelledImage image, List<Hit> hits, List<Fact> missed, List<JsonNode> wrong) {
  static final double TOLERANCE = 0.01;

  /** The headers of a few directories, which go where nothing remains in them. */
  private static final long SMALL_BYTES = 4096;

  /**
   * A thing that is there and was found.
   *
   * @param findings one or more, for a thing may have several owners or directories
   * @param companions those of the rules that the label names for the rest of its files
   */
  record Hit(Fact fact, List<JsonNode> findings, List<JsonNode> companions) {
    /** The same, or a package's version of it, or what of it the package leaves out. */
    boolean hasVersion() {
      String stated = fact.version();
      return findings.stream()
          .map(finding -> finding.path("version").asText().replaceFirst("^\\d+:|^.*\\+really", ""))
          .anyMatch(v -> v.equals(stated) || v.matches("\\Q" + stated + "\\E[^0-9].*"));
    }

    long foundBytes() {
      return Stream.of(findings, companions)
          .flatMap(List::stream)
          .mapToLong(finding -> finding.path("bytes").asLong())
          .sum();
    }

    /** How far from what {@code tar} makes of it, as a share of that. */
    double deviation() {
      return Math.abs(foundBytes() - fact.tarBytes()) / (double) fact.tarBytes();
    }

    /** The same of what {@code du} says, which knows of no headers. */
    double contentDeviation() {
      return Math.abs(foundBytes() - fact.contentBytes()) / (double) fact.contentBytes();
    }

    boolean hasBytes() {
      return deviation() <= TOLERANCE || Math.abs(foundBytes() - fact.tarBytes()) <= SMALL_BYTES;
    }

    /** Empty where all is right. */
    List<String> problems() {
      List<String> problems = new ArrayList<>();
      if (!fact.label().version().isEmpty() && !hasVersion()) {
        problems.add(
            "version "
                + findings.stream().map(finding -> finding.path("version").asText()).toList()
                + " for "
                + fact.version());
      }
      if (fact.isWeighed() && !hasBytes()) {
        problems.add("%,d bytes for %,d".formatted(foundBytes(), fact.tarBytes()));
      }
      return problems;
    }
  }

  /** Compares {@code audited}, a row of the report, with {@code facts}. */
  static Assessment of(LabelledImage image, JsonNode audited, List<Fact> facts) {
    List<JsonNode> findings = new ArrayList<>();
    audited.path("findings").forEach(findings::add);
    List<Hit> hits = new ArrayList<>();
    List<Fact> missed = new ArrayList<>();
    Set<JsonNode> explained = new LinkedHashSet<>();
    for (Fact fact : facts) {
      List<JsonNode> matching = findings.stream().filter(f -> isOf(fact, f)).toList();
      explained.addAll(matching);
      if (matching.isEmpty()) {
        missed.add(fact);
      } else {
        List<JsonNode> companions =
            findings.stream()
                .filter(f -> fact.label().with().contains(f.path("rule").asText()))
                .toList();
        hits.add(new Hit(fact, matching, companions));
      }
    }
    return new Assessment(
        image, hits, missed, findings.stream().filter(f -> !explained.contains(f)).toList());
  }

  private static boolean isOf(Fact fact, JsonNode finding) {
    return finding.path("rule").asText().equals(fact.label().rule())
        && Stream.of(finding.path("evidence"), finding.at("/paths/roots"))
            .flatMap(paths -> Stream.iterate(0, i -> i < paths.size(), i -> i + 1).map(paths::path))
            .anyMatch(path -> path.asText().startsWith(fact.label().at()));
  }

  /** A line for each thing that is not as it should be. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    Stream.concat(missed.stream(), hits.stream().map(Hit::fact))
        .filter(fact -> !fact.isThere())
        .forEach(fact -> problems.add(image.name() + ": has nothing of " + fact.label()));
    for (Fact fact : missed) {
      problems.add(image.name() + ": missed " + fact.label().rule() + " " + fact.label().at());
    }
    for (JsonNode finding : wrong) {
      problems.add(
          "%s: no %s at %s"
              .formatted(
                  image.name(),
                  finding.path("rule").asText(),
                  finding.path("evidence").path(0).asText()));
    }
    for (Hit hit : hits) {
      for (String problem : hit.problems()) {
        problems.add(image.name() + ": " + hit.fact().label().rule() + " has " + problem);
      }
    }
    return problems;
  }
}
