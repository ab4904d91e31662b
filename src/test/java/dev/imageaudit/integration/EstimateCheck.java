package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was said of one image before anybody refactored it, beside what is so.
 *
 * @param image its row of the report
 * @param twin the row of the image refactored; empty where there is none
 * @param proofs what {@code prove --run} reported, by projection
 */
record EstimateCheck(EstimatedPair pair, JsonNode image, JsonNode twin, Map<String, Proof> proofs) {
  static final List<String> UNITS = List.of("compressedBytes", "uncompressedBytes");

  /**
   * How a proof ended.
   *
   * @param result proved, differs or not-run; or what it complained of
   * @param detail in which way it differs
   */
  record Proof(String result, String detail) {
    boolean isProved() {
      return result.equals("proved");
    }
  }

  EstimateCheck {
    proofs = new TreeMap<>(proofs);
  }

  /** One size of a twin. */
  record Size(long lowBytes, long expectedBytes, long highBytes, long realBytes) {
    /** Of the expected value, in proportion to the real one. */
    double error() {
      return (expectedBytes - realBytes) / (double) realBytes;
    }

    boolean isCovered() {
      return lowBytes <= realBytes && realBytes <= highBytes;
    }
  }

  /** In the order of {@link #UNITS}; empty where there is no twin. */
  List<Size> sizes() {
    List<Size> sizes = new ArrayList<>();
    for (JsonNode projection : image.path("projections")) {
      if (projection.path("name").asText().equals(pair.projection())) {
        for (String unit : UNITS) {
          JsonNode range = projection.path(unit);
          sizes.add(
              new Size(
                  range.path("low").asLong(),
                  range.path("expected").asLong(),
                  range.path("high").asLong(),
                  twin.path("size").path(unit).asLong()));
        }
      }
    }
    return sizes;
  }

  String verdict() {
    return image.path("verdict").path("code").asText();
  }

  boolean hasRightVerdict() {
    return verdict().equals(pair.verdict());
  }
}
