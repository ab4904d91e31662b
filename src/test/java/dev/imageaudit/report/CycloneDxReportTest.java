package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.report.CycloneDx.LicenceChoice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CycloneDxReportTest {
  private static final String FILE = "registry.example.com_shop_api_1.4-";

  private static Map<String, byte[]> files() {
    return Written.files(new CycloneDxReport(), FakeFleet.hostile());
  }

  private static JsonNode bom() throws IOException {
    byte[] bom =
        files().entrySet().stream()
            .filter(file -> file.getKey().startsWith(FILE))
            .findFirst()
            .orElseThrow()
            .getValue();
    return new ObjectMapper().readTree(bom);
  }

  @Test
  void eachAuditedImageHasABomUnderANameThatStaysTheSame() {
    assertThat(files().keySet())
        .hasSize(2)
        .isEqualTo(files().keySet())
        .allMatch(name -> name.matches("index.json|" + FILE + "[0-9a-f]{12}.cdx.json"));
  }

  @Test
  void theIndexSaysWhoseABomIs() throws IOException {
    byte[] index = Written.file(new CycloneDxReport(), FakeFleet.hostile(), "index.json");
    JsonNode entry = new ObjectMapper().readTree(index).get(0);

    assertThat(entry.get("reference").asText()).isEqualTo("registry.example.com/shop/api:1.4");
    assertThat(entry.get("platform").asText()).isEqualTo("linux/arm64/v8");
    assertThat(files()).containsKey(entry.get("file").asText());
  }

  @Test
  void aBomIsAboutAnImageWithItsDigest() throws IOException {
    JsonNode image = bom().at("/metadata/component");
    String digest = FakeOutcomes.digest("manifest").hex();

    assertThat(image.get("type").asText()).isEqualTo("container");
    assertThat(image.get("version").asText()).isEqualTo("sha256:" + digest);
    assertThat(image.at("/hashes/0/content").asText()).isEqualTo(digest);
    assertThat(image.get("purl").asText())
        .isEqualTo(
            "pkg:oci/api@sha256%3A"
                + digest
                + "?arch=arm64&repository_url=registry.example.com%2Fshop%2Fapi&tag=1.4");
    assertThat(bom().at("/compositions/0/aggregate").asText()).isEqualTo("incomplete");
  }

  @Test
  void aPackageIsAComponentAndSaysWhatWasFoundOfIt() throws IOException {
    JsonNode gcc = bom().at("/components/0");

    assertThat(gcc.get("name").asText()).isEqualTo("gcc-12");
    assertThat(gcc.get("purl").asText()).isEqualTo("pkg:deb/debian/gcc-12@12.2.0-14");
    assertThat(gcc.at("/evidence/identity/0/methods/0/technique").asText())
        .isEqualTo("manifest-analysis");
    assertThat(gcc.get("properties").findValuesAsText("value"))
        .contains("compiler", "false", "100", FakeOutcomes.digest("blob1").toString());
  }

  @Test
  void aPackageOfTheApplicationOccursWhereItsManifestLies() throws IOException {
    JsonNode library = bom().at("/components/1");

    assertThat(library.get("name").asText()).isEqualTo(FakeOutcomes.FORMULA);
    assertThat(library.at("/evidence/occurrences/0/location").asText())
        .isEqualTo("/app/" + FakeOutcomes.RIGHT_TO_LEFT);
    assertThat(library.at("/licenses/0/license/name").asText()).isEqualTo(FakeOutcomes.MARKUP);
  }

  @Test
  void anImageThatComesTwiceHasOneBomAndTwoLines() {
    AuditOutcome image = FakeOutcomes.audited();
    FakeFleet twice =
        new FakeFleet(FakeFleet.RUN, FakeFleet.hostile().totals(), List.of(image, image));
    Map<String, byte[]> files = Written.files(new CycloneDxReport(), twice);

    assertThat(files).hasSize(2);
    assertThat(new String(Written.file(new CycloneDxReport(), twice, "index.json"), UTF_8).lines())
        .hasSize(4);
  }

  @Test
  void aLicenceIsKnownByItsIdentifier() {
    assertThat(SpdxLicences.choice("MIT").license().orElseThrow().id()).contains("MIT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT OR Apache-2.0",
        "(MIT OR Apache-2.0)",
        "GPL-2.0+ AND (BSD-3-Clause OR MIT)",
        "GPL-2.0-only WITH Classpath-exception-2.0"
      })
  void licencesTogetherAreAnExpression(String stated) {
    assertThat(SpdxLicences.choice(stated).expression()).contains(stated);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BSD License",
        "MIT OR",
        "OR MIT",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "()",
        "",
        "(",
        "GPLv2+",
        "a OR b"
      })
  void whatIsNeitherIsAName(String stated) {
    LicenceChoice choice = SpdxLicences.choice(stated);

    assertThat(choice.expression()).isEmpty();
    assertThat(choice.license().orElseThrow().name()).contains(stated);
  }
}
