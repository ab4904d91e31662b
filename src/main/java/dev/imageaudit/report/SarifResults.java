package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.BaseEvidence;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ListedDuplicates;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.report.Sarif.ArtifactLocation;
import dev.imageaudit.report.Sarif.Location;
import dev.imageaudit.report.Sarif.LogicalLocation;
import dev.imageaudit.report.Sarif.PhysicalLocation;
import dev.imageaudit.report.Sarif.Region;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One image's findings as results of a SARIF log. */
final class SarifResults {
  /** What the paths of results are relative to; it is nowhere but in the image. */
  static final Map<String, Object> URI_BASE =
      Map.of(
          "IMAGE",
          Map.of("description", Map.of("text", "The root directory of the result's image.")));

  /** What the property {@code kind} says of duplicates. */
  static final String DUPLICATE = "duplicate";

  private static final String FINGERPRINT = "imageAuditFinding/v1";

  /** Code scanning shows no result without one; of a file in an image nobody knows the line. */
  private static final Region FIRST_LINE = new Region(1);

  private final ImageAudit image;
  private final Map<Digest, Integer> twins = new HashMap<>();

  SarifResults(ImageAudit image) {
    this.image = image;
  }

  /** {@code finding}, whose rule stands at {@code ruleIndex}. */
  Sarif.Result of(Finding finding, int ruleIndex) {
    boolean isNeeded = finding.neededAtRuntime();
    return new Sarif.Result(
        finding.rule(),
        ruleIndex,
        isNeeded ? "informational" : "fail",
        isNeeded ? "none" : KindGuide.of(finding.kind()).level(),
        new Sarif.Message(SarifText.message(sentence(finding))),
        locations(finding.paths().roots(), place(finding), finding.layers()),
        Map.of(FINGERPRINT, fingerprint(finding.rule(), finding.name(), place(finding))),
        new Sarif.Properties(
            image.reference(),
            digest(image),
            image.platform().map(Platform::toString),
            finding.kind().code(),
            finding.name(),
            finding.version(),
            finding.packageName(),
            finding.purl(),
            finding.bytes(),
            finding.compressedBytes(),
            finding.instruction(),
            isNeeded,
            Optional.of(finding.confidence().code()),
            finding.cameWithBase(),
            finding.base(),
            finding.base().flatMap(this::evidence)));
  }

  /** Whether that base is proved, or inferred. */
  private Optional<String> evidence(String base) {
    return image.base().parts().stream()
        .filter(part -> part.title().equals(base))
        .map(part -> part.evidence().code())
        .findFirst();
  }

  /** What is shipped more than once for one cause, whose rule stands at {@code ruleIndex}. */
  Sarif.Result of(ListedDuplicates.Group group, int ruleIndex) {
    DuplicateGuide guide = DuplicateGuide.of(group.cause());
    List<String> places = group.places().roots();
    return new Sarif.Result(
        guide.rule(),
        ruleIndex,
        "fail",
        "note",
        new Sarif.Message(SarifText.message(sentence(group, guide))),
        locations(places, places.isEmpty() ? "" : places.get(0), group.layers()),
        Map.of(
            FINGERPRINT,
            fingerprint(guide.rule(), guide.title(), places.isEmpty() ? "" : places.get(0))),
        new Sarif.Properties(
            image.reference(),
            digest(image),
            image.platform().map(Platform::toString),
            DUPLICATE,
            guide.title(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            group.bytes(),
            group.compressedBytes(),
            group.instruction(),
            false,
            Optional.empty(),
            isOfBase(group),
            isOfBase(group) ? image.base().name() : Optional.empty(),
            isOfBase(group) ? image.base().evidence().map(BaseEvidence::code) : Optional.empty()));
  }

  /** Whether all of its layers are the base's. */
  private boolean isOfBase(ListedDuplicates.Group group) {
    return !group.layers().isEmpty()
        && group.layers().stream().allMatch(layer -> layer < image.base().layers());
  }

  private String sentence(ListedDuplicates.Group group, DuplicateGuide guide) {
    return "%s in %s, %s (%s to pull)%s%s. %s"
        .formatted(
            guide.title(),
            image.reference(),
            ByteText.of(group.bytes()),
            ByteText.of(group.compressedBytes()),
            group.places().roots().isEmpty() ? "" : roots(group.places()),
            group.instruction().map(step -> ", by " + step).orElse(""),
            group.reason());
  }

  private String sentence(Finding finding) {
    String size =
        finding.bytes() == 0
            ? ""
            : ", "
                + ByteText.of(finding.bytes())
                + " ("
                + ByteText.of(finding.compressedBytes())
                + " to pull)";
    String place = finding.paths().roots().isEmpty() ? first(finding) : roots(finding.paths());
    return finding.name()
        + finding.version().map(version -> " " + version).orElse("")
        + " in "
        + image.reference()
        + size
        + place
        + finding.instruction().map(step -> ", brought by " + step).orElse("")
        + ". "
        + finding.reason();
  }

  private static String first(Finding finding) {
    return finding.evidence().isEmpty() ? "" : ", " + finding.evidence().get(0);
  }

  private static String roots(ImageAudit.FoundPaths paths) {
    int more = paths.roots().size() - 1;
    return ", at " + paths.roots().get(0) + (more > 0 ? " and " + more + " more" : "");
  }

  /** A location for each of its roots; the first says which image and layers that is about. */
  private List<Location> locations(List<String> roots, String first, List<Integer> layers) {
    List<Location> locations = new ArrayList<>();
    List<LogicalLocation> logical = new ArrayList<>();
    logical.add(logical(image));
    layers.forEach(layer -> logical.add(layer(layer)));
    if (!first.isEmpty()) {
      logical.add(new LogicalLocation(name(first), first, "path"));
    }
    locations.add(new Location(Optional.of(physical(first)), logical));
    roots.stream()
        .skip(1)
        .forEach(root -> locations.add(new Location(Optional.of(physical(root)), List.of())));
    return locations;
  }

  private static String place(Finding finding) {
    return finding.paths().roots().stream().findFirst().orElse(evidencePath(finding));
  }

  /** The path that evidence begins with; a secret's may say more, or be no file. */
  private static String evidencePath(Finding finding) {
    return finding.evidence().stream()
        .filter(evidence -> evidence.startsWith("/"))
        .map(evidence -> evidence.replaceFirst(" \\([a-z]+ by layer \\d+\\)$", ""))
        .findFirst()
        .orElse("");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static PhysicalLocation physical(String path) {
    return new PhysicalLocation(new ArtifactLocation(SarifText.uri(path), "IMAGE"), FIRST_LINE);
  }

  private LogicalLocation layer(int index) {
    String digest =
        index < image.layers().size() ? image.layers().get(index).digest().toString() : "unknown";
    return new LogicalLocation("layer " + index, digest, "layer");
  }

  /** Where a result or a notification without any file lies. */
  static Location location(AuditOutcome outcome) {
    return new Location(Optional.empty(), List.of(logical(outcome)));
  }

  private static LogicalLocation logical(AuditOutcome outcome) {
    String reference = outcome.reference();
    String pinned = digest(outcome).map(d -> reference.contains("@") ? "" : "@" + d).orElse("");
    return new LogicalLocation(reference, reference + pinned, "image");
  }

  private static Optional<String> digest(AuditOutcome outcome) {
    return outcome.resolved().flatMap(ResolvedName::digest).map(Digest::toString);
  }

  /**
   * What stays when the image is built anew: its name without a digest, its platform, the rule,
   * what was found and where. Of several that are equal in that each has its number.
   */
  private String fingerprint(String rule, String name, String place) {
    String what =
        String.join(
            "\n",
            image.reference().replaceFirst("@sha\\d+:[0-9a-f]+$", ""),
            image.platform().map(Platform::toString).orElse(""),
            rule,
            name,
            place);
    Digest digest = Digest.sha256Of(what.getBytes(StandardCharsets.UTF_8));
    int number = twins.merge(digest, 1, Integer::sum);
    return digest.hex() + ":" + number;
  }
}
