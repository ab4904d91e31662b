package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.FileNames;
import dev.imageaudit.filesystem.RootFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names as an engine really stores them: no UTF-8, controls, formulas, markup. */
class HostileNamesIT {
  private static final String IMAGE = "image-audit-test/hostile-names:1";

  @TempDir private static Path directory;

  @BeforeAll
  static void build() {
    ExternalProgram.run(
        Map.of("DOCKER_HOST", TestMachine.require().docker()),
        "docker",
        "build",
        "--network",
        "none",
        "--tag",
        IMAGE,
        "src/test/recipes/hostile-names");
  }

  @Test
  void pathsAreThoseThatAContainerSees() {
    RealImage image = RealImage.of(IMAGE, directory);
    String listed =
        image.run("sh", "-c", "find /srv/names -mindepth 1 -type f -print0 | base64 -w 0");

    TreeSet<String> seen = new TreeSet<>();
    byte[] paths = Base64.getDecoder().decode(listed.strip());
    int start = 0;
    for (int end = 0; end < paths.length; end++) {
      if (paths[end] == 0) {
        seen.add(FileNames.of(Arrays.copyOfRange(paths, start, end)));
        start = end + 1;
      }
    }
    List<String> read =
        image.root(List.of()).below("/srv/names").stream()
            .filter(RootFile::isRegular)
            .map(RootFile::path)
            .toList();
    assertThat(seen).hasSize(11);
    assertThat(new TreeSet<>(read)).isEqualTo(seen);
  }

  @Test
  void eachIsAFindingOfItsOwnAndWholeInTheReports() throws IOException {
    TestMachine machine = TestMachine.require();
    String name = "docker-daemon:" + IMAGE;
    AuditRun run =
        AuditRun.of(
            directory.resolve("out"),
            AuditRun.environment(machine, directory),
            name,
            "--format",
            "json,jsonl,csv,sarif,html");
    assertThat(run.exitCode()).as(run.program().err()).isZero();

    List<String> roots = new ArrayList<>();
    for (JsonNode finding : run.image(name).path("findings")) {
      finding.path("paths").path("roots").forEach(root -> roots.add(root.asText()));
    }
    assertThat(roots)
        .contains(
            "/srv/names/caf\\xe9/.git",
            "/srv/names/caf\\xe8/.git",
            "/srv/names/caf\\x5cxe9/.git",
            "/srv/names/café/.git",
            "/srv/names/\\xed\\xa0\\x80/.git",
            "/srv/names/\u202egnp.exe/.git",
            "/srv/names/two\nlines/.git")
        .noneMatch(root -> root.startsWith("/srv/names/gone"));
    for (String report : List.of("audit.json", "audit.jsonl", "audit.sarif", "audit.html")) {
      assertThat(Files.readString(run.output().resolve(report)))
          .as(report)
          .contains("caf\\\\xe9/.git")
          .contains("caf\\\\x5cxe9/.git");
    }
    assertThat(Files.readString(run.output().resolve("csv/findings.csv")))
        .contains("caf\\xe9/.git")
        .contains("caf\\x5cxe9/.git");
  }
}
