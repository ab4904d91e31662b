package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a thing is counts, and not what it is called or where it lies. */
class OddPlacesIT {
  private static final Path RECIPES = Path.of("src/test/recipes");

  @TempDir private Path directory;

  private JsonNode audit(String recipe) {
    TestMachine machine = TestMachine.require();
    String name = "image-audit-test/" + recipe + ":1";
    ExternalProgram.run(
        Map.of("DOCKER_HOST", machine.docker()),
        "docker",
        "build",
        "--network",
        "host",
        "--tag",
        name,
        RECIPES.resolve(recipe).toString());
    AuditRun run =
        AuditRun.of(directory, AuditRun.environment(machine, directory), "docker-daemon:" + name);
    assertThat(run.exitCode()).as(run.program().err()).isZero();
    return run.image("docker-daemon:" + name);
  }

  /** The version of what {@code rule} found at {@code root}. */
  private static List<String> versions(JsonNode image, String rule, String root) {
    List<String> versions = new ArrayList<>();
    for (JsonNode finding : image.path("findings")) {
      boolean isThere = finding.path("evidence").toString().contains("\"" + root);
      if (finding.path("rule").asText().equals(rule) && isThere) {
        versions.add(finding.path("version").asText());
      }
    }
    return versions;
  }

  @Test
  void toolchainsThatWereMovedAndRenamedAreFoundWithTheirVersions() {
    JsonNode image = audit("odd-places");

    assertThat(versions(image, "go-sdk", "/opt/x/gear"))
        .singleElement()
        .asString()
        .startsWith("1.");
    assertThat(versions(image, "jdk", "/srv/drinks")).singleElement().asString().startsWith("17.");
    assertThat(versions(image, "gcc", "/srv/toys")).isNotEmpty().allMatch(v -> v.startsWith("12."));
    assertThat(image.path("verdict").path("code").asText()).isEqualTo("refactor");
  }

  @Test
  void whatOnlyLooksLikeToolsIsNoFinding() {
    List<String> found = new ArrayList<>();
    for (JsonNode finding : audit("look-alikes").path("findings")) {
      for (JsonNode root : finding.path("paths").path("roots")) {
        if (root.asText().startsWith("/app")) {
          found.add(finding.path("rule").asText() + " " + root.asText());
        }
      }
    }

    assertThat(found).isEmpty();
  }
}
