package dev.imageaudit.estimate;

import dev.imageaudit.detect.Finding;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A finding, judged and weighed.
 *
 * @param neededAtRuntime whether running needs it
 * @param reason why, as a sentence for people
 * @param bytes what goes when it goes
 * @param byLayer the same, by the index of the layer
 */
public record Residue(
    Finding finding,
    boolean neededAtRuntime,
    String reason,
    Bytes bytes,
    SortedMap<Integer, Bytes> byLayer) {
  public Residue {
    byLayer = Collections.unmodifiableSortedMap(new TreeMap<>(byLayer));
  }
}
