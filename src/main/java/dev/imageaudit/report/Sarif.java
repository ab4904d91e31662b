package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of a SARIF log that this program writes, named as the specification names them.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class Sarif {
  private Sarif() {}

  /** Section 3.18, of which only the driver is told. */
  record Tool(ToolComponent driver) {}

  /** Section 3.19. */
  record ToolComponent(
      String name,
      String version,
      MultiformatMessage shortDescription,
      List<ReportingDescriptor> rules,
      List<Notice> notifications) {}

  /** A reporting descriptor, section 3.49, that is no more than a name. */
  record Notice(String id) {}

  /** Section 3.49. */
  record ReportingDescriptor(
      String id,
      MultiformatMessage shortDescription,
      MultiformatMessage fullDescription,
      String helpUri,
      MultiformatMessage help,
      ReportingConfiguration defaultConfiguration,
      Map<String, Object> properties) {}

  /** Section 3.50. */
  record ReportingConfiguration(String level) {}

  /** Section 3.12. */
  record MultiformatMessage(String text, Optional<String> markdown) {
    MultiformatMessage(String text) {
      this(text, Optional.empty());
    }
  }

  /** Section 3.11. */
  record Message(String text) {}

  /** Section 3.27. */
  record Result(
      String ruleId,
      int ruleIndex,
      String kind,
      String level,
      Message message,
      List<Location> locations,
      Map<String, String> partialFingerprints,
      Properties properties) {}

  /** What SARIF has no field for; bytes as they lie in the layers and as they travel. */
  record Properties(
      String image,
      Optional<String> digest,
      Optional<String> platform,
      String kind,
      String name,
      Optional<String> version,
      @JsonProperty("package") Optional<String> packageName,
      Optional<String> purl,
      long bytes,
      long compressedBytes,
      Optional<String> instruction,
      boolean neededAtRuntime,
      Optional<String> confidence,
      boolean cameWithBase,
      Optional<String> base,
      Optional<String> baseEvidence) {}

  /** Section 3.28. */
  record Location(
      Optional<PhysicalLocation> physicalLocation,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LogicalLocation> logicalLocations) {}

  /** Section 3.29. */
  record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

  /** Section 3.4. */
  record ArtifactLocation(String uri, String uriBaseId) {}

  /** Section 3.30. */
  record Region(int startLine) {}

  /** Section 3.33. */
  record LogicalLocation(String name, String fullyQualifiedName, String kind) {}

  /** Section 3.58. */
  record Notification(
      DescriptorReference descriptor, String level, Message message, List<Location> locations) {}

  /** Section 3.52. */
  record DescriptorReference(String id) {}
}
