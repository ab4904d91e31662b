package dev.imageaudit.prove;

import dev.imageaudit.estimate.Projection;
import dev.imageaudit.oci.Platform;
import java.util.Optional;

/**
 * A projected image that was written, beside what was estimated of it, and whether it runs like the
 * original.
 *
 * @param reference the original's name, as it was given
 * @param base the published image that it stands on, if there is one
 * @param place where it is: the directory of a layout, or a registry's reference
 */
public record ProvenImage(
    String reference,
    Platform platform,
    Projection estimate,
    Optional<String> base,
    String place,
    WrittenImage written,
    Proof proof) {

  /** How far {@code expected} is from {@code real}, as a part of that: 0.05 is 5 % too much. */
  public static double error(long expected, long real) {
    return real == 0 ? 0 : (double) (expected - real) / real;
  }
}
