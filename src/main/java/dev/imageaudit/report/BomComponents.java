package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ImageAudit.ListedPackage;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.report.CycloneDx.Component;
import dev.imageaudit.report.CycloneDx.Evidence;
import dev.imageaudit.report.CycloneDx.Identity;
import dev.imageaudit.report.CycloneDx.Method;
import dev.imageaudit.report.CycloneDx.Occurrence;
import dev.imageaudit.report.CycloneDx.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one image's BOM lists: its packages, and the tools in it that no package brought. */
final class BomComponents {
  private static final Set<Kind> TOOLS =
      EnumSet.of(Kind.COMPILER, Kind.SDK, Kind.BUILD_TOOL, Kind.PACKAGE_MANAGER);
  private static final Set<String> LINKED = Set.of("golang", "cargo");

  private final ImageAudit image;
  private final Map<String, List<Finding>> findingsByPurl = new HashMap<>();
  private final Map<String, Integer> refs = new HashMap<>();

  BomComponents(ImageAudit image) {
    this.image = image;
    for (Finding finding : image.findings()) {
      finding
          .purl()
          .ifPresent(
              purl -> findingsByPurl.computeIfAbsent(purl, p -> new ArrayList<>()).add(finding));
    }
  }

  /** The components, as they are asked for. */
  Stream<Component> all() {
    return Stream.concat(
        image.packages().stream().map(this::ofPackage),
        image.findings().stream().filter(BomComponents::isComponent).map(this::ofFinding));
  }

  private static boolean isComponent(Finding finding) {
    return finding.packageName().isEmpty()
        && (finding.purl().isPresent() || TOOLS.contains(finding.kind()));
  }

  private Component ofPackage(ListedPackage listed) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("package:type", listed.type());
    listed.direct().ifPresent(direct -> properties.put("package:direct", direct.toString()));
    addSizes(properties, listed.bytes(), listed.compressedBytes());
    listed.layer().ifPresent(layer -> addLayer(properties, layer));
    List<Property> all = properties(properties);
    listed.purl().map(p -> findingsByPurl.getOrDefault(p, List.of())).orElse(List.of()).stream()
        .flatMap(finding -> properties(about(finding)).stream())
        .distinct()
        .forEach(all::add);
    return new Component(
        "library",
        Optional.of(ref(listed.purl().orElse(listed.type() + ":" + listed.name()))),
        listed.name(),
        listed.version(),
        List.of(),
        listed.licence().map(SpdxLicences::choice).map(List::of).orElse(List.of()),
        listed.purl(),
        Optional.of(
            new Evidence(
                List.of(identity(listed)),
                listed.path().map(path -> List.of(new Occurrence(path))).orElse(List.of()))),
        all);
  }

  private static Identity identity(ListedPackage listed) {
    String technique = LINKED.contains(listed.type()) ? "binary-analysis" : "manifest-analysis";
    Optional<String> value =
        listed.path().or(() -> Optional.of("the distribution's package database"));
    return new Identity(
        listed.purl().isPresent() ? "purl" : "name", 1, List.of(new Method(technique, 1, value)));
  }

  private Component ofFinding(Finding finding) {
    Map<String, String> properties = new LinkedHashMap<>(about(finding));
    addSizes(properties, finding.bytes(), finding.compressedBytes());
    finding.layers().forEach(layer -> addLayer(properties, layer));
    finding.instruction().ifPresent(step -> properties.put("instruction", step));
    double confidence = confidence(finding.confidence());
    List<Method> methods =
        finding.evidence().stream()
            .map(path -> new Method("other", confidence, Optional.of(path)))
            .toList();
    return new Component(
        "application",
        Optional.of(ref(finding.purl().orElse("finding:" + finding.rule()))),
        finding.name(),
        finding.version(),
        List.of(),
        List.of(),
        finding.purl(),
        Optional.of(
            new Evidence(
                List.of(
                    new Identity(
                        finding.purl().isPresent() ? "purl" : "name", confidence, methods)),
                finding.paths().roots().stream().map(Occurrence::new).toList())),
        properties(properties));
  }

  private static Map<String, String> about(Finding finding) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("finding:rule", finding.rule());
    properties.put("finding:kind", finding.kind().code());
    properties.put("finding:neededAtRuntime", String.valueOf(finding.neededAtRuntime()));
    return properties;
  }

  private static double confidence(Confidence confidence) {
    return switch (confidence) {
      case HIGH -> 0.9;
      case MEDIUM -> 0.6;
      case LOW -> 0.3;
    };
  }

  private static void addSizes(Map<String, String> properties, long bytes, long compressed) {
    properties.put("bytes", String.valueOf(bytes));
    properties.put("compressedBytes", String.valueOf(compressed));
  }

  private void addLayer(Map<String, String> properties, int index) {
    if (index < image.layers().size()) {
      properties.put("layer:" + index, image.layers().get(index).digest().toString());
    }
  }

  private static List<Property> properties(Map<String, String> byName) {
    List<Property> properties = new ArrayList<>();
    byName.forEach((name, value) -> properties.add(new Property("image-audit:" + name, value)));
    return properties;
  }

  /** {@code name}, or where the BOM has it already, with a number. */
  private String ref(String name) {
    int number = refs.merge(name, 1, Integer::sum);
    return number == 1 ? name : name + "#" + number;
  }
}
