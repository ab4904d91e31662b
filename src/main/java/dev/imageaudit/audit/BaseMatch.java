package dev.imageaudit.audit;

import java.util.List;
import java.util.Optional;

/**
 * A base that the history shows.
 *
 * @param version as an instruction names it
 * @param layers how many of the image's first layers it brought
 * @param expected how many instructions are known of it
 * @param missing those of them that the history does not show
 */
record BaseMatch(
    String name, Optional<String> version, int layers, int expected, List<String> missing) {
  BaseMatch {
    missing = List.copyOf(missing);
  }

  int matched() {
    return expected - missing.size();
  }
}
