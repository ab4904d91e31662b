package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The objects of a CycloneDX BOM that this program writes, named as the specification names them.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
final class CycloneDx {
  private CycloneDx() {}

  record Metadata(String timestamp, Tools tools, Component component) {}

  record Tools(List<Component> components) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Component(
      String type,
      @JsonProperty("bom-ref") Optional<String> bomRef,
      String name,
      Optional<String> version,
      List<Hash> hashes,
      List<LicenceChoice> licenses,
      Optional<String> purl,
      Optional<Evidence> evidence,
      List<Property> properties) {}

  record Hash(String alg, String content) {}

  /** Either a licence or an expression. */
  record LicenceChoice(Optional<Licence> license, Optional<String> expression) {}

  /** Either an identifier of SPDX's or a name. */
  record Licence(Optional<String> id, Optional<String> name) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Evidence(List<Identity> identity, List<Occurrence> occurrences) {}

  record Identity(String field, double confidence, List<Method> methods) {}

  record Method(String technique, double confidence, Optional<String> value) {}

  record Occurrence(String location) {}

  record Property(String name, String value) {}

  /** How much of the whole is told. */
  record Composition(String aggregate, List<String> assemblies) {}
}
