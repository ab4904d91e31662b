package dev.imageaudit.audit;

import dev.imageaudit.detect.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A base, and what it means for the fleet.
 *
 * @param name with its version
 * @param images how many are built on it; one for each platform
 * @param layers how many different layers it brings them
 * @param compressedBytes of these layers, each once
 * @param uncompressedBytes the same of the tar streams
 * @param imagesCompressedBytes the same, as often as an image has them
 * @param unneededCompressedBytes of what it brings and none of its images needs: fixing the base
 *     once saves this of each of them
 * @param imagesUnneededCompressedBytes of what each of its images does not need, added up
 * @param findings what it brings that the images do not need, the largest first
 * @param findingsOmitted how many more there are
 */
public record BaseUse(
    String name,
    BaseEvidence evidence,
    int images,
    int layers,
    long compressedBytes,
    long uncompressedBytes,
    long imagesCompressedBytes,
    long unneededCompressedBytes,
    long imagesUnneededCompressedBytes,
    List<Brought> findings,
    int findingsOmitted) {
  public BaseUse {
    findings = List.copyOf(findings);
  }

  /**
   * One thing that a base brings.
   *
   * @param images how many do not need it
   * @param bytes in one of them, the most
   */
  public record Brought(
      String rule,
      Kind kind,
      String name,
      Optional<String> version,
      int images,
      long bytes,
      long compressedBytes) {}
}
