package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.estimate.Breakdown;
import dev.imageaudit.estimate.ByteLedger;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import java.util.List;
import java.util.Optional;

/**
 * The result of one image, as it stands in the reports: its components are the JSON report's
 * fields.
 *
 * @param created when the image was made, as its configuration writes it
 * @param layers the base's first
 * @param findings the largest first
 * @param packages the distribution's, then the others, each by type, name, version and path
 * @param packagesOmitted how many more there are than a report can bear
 * @param unreadDatabases the paths of package databases that could not be read to their end
 * @param uncertainties what could not be followed from the entry point on, as sentences, sorted
 * @param refactoring how it would be built; empty where nothing is to be done
 */
public record ImageAudit(
    String reference,
    Optional<ResolvedName> resolved,
    Optional<Platform> platform,
    Labels labels,
    Optional<String> created,
    Config config,
    Size size,
    List<Layer> layers,
    Base base,
    List<Finding> findings,
    List<ListedPackage> packages,
    int packagesOmitted,
    List<String> unreadDatabases,
    ListedDuplicates duplicates,
    ByteLedger ledger,
    Breakdown breakdown,
    Verdict verdict,
    List<Projection> projections,
    List<String> uncertainties,
    Optional<Refactoring> refactoring)
    implements AuditOutcome {

  public ImageAudit {
    uncertainties = List.copyOf(uncertainties);
    layers = List.copyOf(layers);
    findings = List.copyOf(findings);
    packages = List.copyOf(packages);
    unreadDatabases = List.copyOf(unreadDatabases);
    projections = List.copyOf(projections);
  }

  /** How the image runs. */
  public record Config(List<String> entrypoint, List<String> cmd, String user, String workingDir) {}

  /**
   * What the image weighs.
   *
   * @param compressedBytes the blobs as they travel
   * @param uncompressedBytes the uncompressed tar streams
   * @param fileBytes the regular files of the merged root filesystem, hard links once
   */
  public record Size(long compressedBytes, long uncompressedBytes, long fileBytes) {}

  /**
   * One layer.
   *
   * @param index from 0, the base's first
   * @param instruction of the Dockerfile, as the history has it; empty where it says nothing
   * @param fromBase whether the base image brought it
   * @param savedCompressedBytes what the recommended projection removes from it
   * @param duplicateCompressedBytes what lies in it that the image ships elsewhere too, or again
   */
  public record Layer(
      int index,
      Digest digest,
      DiffId diffId,
      String mediaType,
      long compressedBytes,
      long uncompressedBytes,
      Optional<String> instruction,
      boolean fromBase,
      long savedCompressedBytes,
      long duplicateCompressedBytes) {}

  /**
   * The image that this one is built on.
   *
   * @param name of the base; empty where it is not known
   * @param confidence high where the layers prove it
   * @param claimed what a label or annotation says that the base is, where the layers do not prove
   *     it
   * @param version as the history, or the distribution, names it
   * @param layers how many of the image's first layers it brought
   * @param parts what it is itself built on, the lowest first; it is the last
   */
  public record Base(
      Optional<String> name,
      Optional<Confidence> confidence,
      Optional<String> claimed,
      Optional<String> version,
      Optional<BaseEvidence> evidence,
      int layers,
      List<BasePart> parts) {
    public Base {
      parts = List.copyOf(parts);
    }

    /** Nothing is known but what the image claims. */
    static Base unknown(Optional<String> claimed) {
      return new Base(
          Optional.empty(),
          Optional.empty(),
          claimed,
          Optional.empty(),
          Optional.empty(),
          0,
          List.of());
    }
  }

  /**
   * One of the images that an image is built on, one upon the other.
   *
   * @param layers how many of the image's first layers it and those below it brought
   * @param expected how many instructions are known of it; where it is proved, layers; zero where
   *     only the distribution tells
   * @param matched how many of them the image shows
   * @param missing those that it does not show, as patterns
   */
  public record BasePart(
      String name,
      Optional<String> version,
      BaseEvidence evidence,
      int layers,
      int expected,
      int matched,
      List<String> missing) {
    public BasePart {
      missing = List.copyOf(missing);
    }

    /** Name and version, for people. */
    public String title() {
      return version.map(v -> name + " " + v).orElse(name);
    }
  }

  /**
   * One thing shipped that a runtime image does not need.
   *
   * @param packageName the package that brought it, with version
   * @param layers the indexes of the layers that its bytes lie in
   * @param instruction that brought most of its bytes
   * @param reason why it is, or is not, needed at run time
   * @param cameWithBase whether the base image brought most of its bytes: then it goes with another
   *     base, else by another instruction
   * @param base which base image that was, name and version
   */
  public record Finding(
      String rule,
      Kind kind,
      String name,
      Optional<String> version,
      Optional<String> purl,
      @JsonProperty("package") Optional<String> packageName,
      List<String> evidence,
      FoundPaths paths,
      long bytes,
      long compressedBytes,
      List<Integer> layers,
      Optional<String> instruction,
      boolean neededAtRuntime,
      String reason,
      Confidence confidence,
      boolean cameWithBase,
      Optional<String> base) {}

  /**
   * Where a finding lies.
   *
   * @param count of its files, links and directories
   * @param roots the topmost of its paths, at most twenty
   */
  public record FoundPaths(int count, List<String> roots) {}

  /**
   * A package: the distribution's, or one that the application brings. Every byte is at most one
   * package's.
   *
   * @param type of the package URL, such as {@code deb} or {@code npm}
   * @param version empty where the image does not say
   * @param purl empty where the image says too little for one
   * @param licence as the package states it
   * @param direct whether it was asked for by name; false where another package brought it; empty
   *     where the image does not say
   * @param path the manifest, jar or program that says so; empty for the distribution's
   * @param files of its own, links included and directories not
   * @param bytes of its files, as they lie in the tar streams
   * @param layer the index of the layer that most of its bytes lie in
   */
  public record ListedPackage(
      String type,
      String name,
      Optional<String> version,
      Optional<String> purl,
      Optional<String> licence,
      Optional<Boolean> direct,
      Optional<String> path,
      int files,
      long bytes,
      long compressedBytes,
      Optional<Integer> layer) {}
}
