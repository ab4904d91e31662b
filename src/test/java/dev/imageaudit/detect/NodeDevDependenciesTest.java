package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.RuleFixture.Scene;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeDevDependenciesTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();

  private static List<Finding> detect(Map<String, String> files) {
    Scene scene = new Scene(files, null, null, null, null);
    return new Detector(KNOWLEDGE).detect(scene.root(KNOWLEDGE), scene.inventory());
  }

  private static Map<String, String> project(String manifest, String... modules) {
    Map<String, String> files = new HashMap<>();
    files.put("/app/package.json", manifest);
    for (String module : modules) {
      files.put("/app/node_modules/" + module + "/index.js", "");
    }
    return files;
  }

  @Test
  void anOldLockFileOfNpmNestsPackages() {
    Map<String, String> files =
        project("{\"devDependencies\": {\"a\": \"1\"}}", "a", "a/node_modules/b", "b");
    files.put(
        "/app/package-lock.json",
        """
        {"lockfileVersion": 1, "dependencies": {
          "a": {"version": "1.0.0", "dev": true, "requires": {"b": "2"},
                "dependencies": {"b": {"version": "2.0.0", "dev": true}}},
          "b": {"version": "1.0.0"}}}
        """);

    List<Finding> findings = detect(files);

    assertThat(findings).singleElement().extracting(Finding::name).isEqualTo("a");
    assertThat(findings.get(0).paths())
        .contains("/app/node_modules/a/node_modules/b/index.js")
        .doesNotContain("/app/node_modules/b/index.js");
    assertThat(findings.get(0).purl()).contains("pkg:npm/a@1.0.0");
  }

  @Test
  void whatYarnsManifestOnlyReachesForDevelopmentIsForDevelopment() {
    Map<String, String> files =
        project(
            "{\"dependencies\": {\"a\": \"^1.0.0\"}, \"devDependencies\": {\"@x/d\": \"^2.0.0\"}}",
            "a",
            "shared",
            "@x/d",
            "helper");
    files.put(
        "/app/yarn.lock",
        """
        # yarn lockfile v1

        "@x/d@^2.0.0":
          version "2.0.1"
          dependencies:
            helper "^1.0.0"
            shared "^1.0.0"

        a@^1.0.0:
          version "1.0.0"
          dependencies:
            shared "^1.0.0"

        helper@^1.0.0:
          version "1.1.0"

        shared@^1.0.0, shared@^1.2.0:
          version "1.3.0"
        """);

    List<Finding> findings = detect(files);

    assertThat(findings).singleElement().extracting(Finding::name).isEqualTo("@x/d");
    assertThat(findings.get(0).version()).isEqualTo(Optional.of("2.0.1"));
    assertThat(findings.get(0).purl()).contains("pkg:npm/%40x/d@2.0.1");
    assertThat(findings.get(0).paths())
        .contains("/app/node_modules/@x/d/index.js", "/app/node_modules/helper/index.js")
        .doesNotContain("/app/node_modules/shared/index.js", "/app/node_modules/a/index.js");
  }

  @Test
  void aNewerYarnWritesProtocolsAndColons() {
    Map<String, String> files =
        project(
            "{\"dependencies\": {\"a\": \"^1.0.0\"}, \"devDependencies\": {\"d\": \"^2.0.0\"}}",
            "a",
            "d");
    files.put(
        "/app/yarn.lock",
        """
        __metadata:
          version: 8

        "a@npm:^1.0.0":
          version: 1.0.0
          resolution: "a@npm:1.0.0"
          languageName: node
          linkType: hard

        "d@npm:^2.0.0":
          version: 2.0.1
          resolution: "d@npm:2.0.1"
          dependencies:
            a: "npm:^1.0.0"
        """);

    assertThat(detect(files))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.name()).isEqualTo("d");
              assertThat(finding.version()).contains("2.0.1");
            });
  }

  @Test
  void pnpmsLockFileIsWalkedFromItsImporters() {
    Map<String, String> files =
        project(
            "{}",
            ".pnpm/a@1.0.0/node_modules/a",
            ".pnpm/shared@1.3.0/node_modules/shared",
            ".pnpm/@x+d@2.0.1_peer@3.0.0/node_modules/@x/d",
            ".pnpm/helper@1.1.0/node_modules/helper");
    files.put(
        "/app/pnpm-lock.yaml",
        """
        lockfileVersion: '9.0'
        importers:
          .:
            dependencies:
              a: {specifier: ^1.0.0, version: 1.0.0}
            devDependencies:
              '@x/d': {specifier: ^2.0.0, version: 2.0.1(peer@3.0.0)}
        snapshots:
          a@1.0.0:
            dependencies: {shared: 1.3.0}
          '@x/d@2.0.1(peer@3.0.0)':
            dependencies: {helper: 1.1.0, shared: 1.3.0}
          helper@1.1.0: {}
          shared@1.3.0: {}
        """);

    List<Finding> findings = detect(files);

    assertThat(findings).singleElement().extracting(Finding::name).isEqualTo("@x/d");
    assertThat(findings.get(0).version()).contains("2.0.1");
    assertThat(findings.get(0).paths())
        .contains("/app/node_modules/.pnpm/helper@1.1.0/node_modules/helper/index.js")
        .doesNotContain("/app/node_modules/.pnpm/shared@1.3.0/node_modules/shared/index.js");
  }

  @Test
  void pnpmsOlderKeysAreReadToo() {
    Map<String, String> files =
        project("{}", ".pnpm/a@1.0.0/node_modules/a", ".pnpm/d@2.0.1/node_modules/d");
    files.put(
        "/app/pnpm-lock.yaml",
        """
        lockfileVersion: 5.4
        dependencies: {a: 1.0.0}
        devDependencies: {d: 2.0.1}
        packages:
          /a/1.0.0: {dev: false}
          /d/2.0.1: {dev: true}
        """);

    assertThat(detect(files)).singleElement().extracting(Finding::name).isEqualTo("d");
  }

  @Test
  void aMalformedLockFileTellsNothing() {
    Map<String, String> files = project("{\"devDependencies\": {\"a\": \"1\"}}", "a");
    files.put("/app/package-lock.json", "{\"packages\": [");

    assertThat(detect(files)).isEmpty();
  }

  @Test
  void whatTwoDevelopmentDependenciesNeedGoesWithTheFirst() {
    Map<String, String> files =
        project("{\"devDependencies\": {\"a\": \"1\", \"b\": \"1\"}}", "a", "b", "shared");
    files.put(
        "/app/package-lock.json",
        """
        {"lockfileVersion": 3, "packages": {
          "node_modules/a": {"version": "1.0.0", "dev": true, "dependencies": {"shared": "1"}},
          "node_modules/b": {"version": "1.0.0", "dev": true, "dependencies": {"shared": "1"}},
          "node_modules/shared": {"version": "1.0.0", "dev": true}}}
        """);

    List<Finding> findings = detect(files);

    assertThat(findings).extracting(Finding::name).containsExactly("a", "b");
    assertThat(findings.get(0).paths()).contains("/app/node_modules/shared/index.js");
  }

  @Test
  void whatYarnPacksIntoItsOwnArchivesForDevelopmentIsForDevelopment() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "/app/package.json",
        "{\"dependencies\": {\"a\": \"1.0.0\"}, \"devDependencies\": {\"@x/d\": \"^2.0.0\"}}");
    files.put("/app/.pnp.cjs", "");
    files.put("/app/.yarn/cache/a-npm-1.0.0-81ff3cfac1-d924b57e73.zip", "PK");
    files.put("/app/.yarn/cache/helper-npm-1.1.0-91ff3cfac1-e924b57e73.zip", "PK");
    files.put("/app/.yarn/cache/helper-npm-2.0.0-a1ff3cfac1-f924b57e73.zip", "PK");
    files.put("/app/.yarn/cache/@x-d-npm-2.0.1-b1ff3cfac1-0924b57e73.zip", "PK");
    files.put("/app/.yarn/unplugged/@x-d-npm-2.0.1-b1ff3cfac1/node_modules/@x/d/d.node", "");
    files.put(
        "/app/yarn.lock",
        """
        __metadata:
          version: 8

        "@x/d@npm:^2.0.0":
          version: 2.0.1
          resolution: "@x/d@npm:2.0.1"
          dependencies:
            helper: "npm:^2.0.0"
          checksum: 10c0/0924b57e73
          languageName: node
          linkType: hard

        "a@npm:1.0.0":
          version: 1.0.0
          dependencies:
            helper: "npm:^1.0.0"

        "helper@npm:^1.0.0":
          version: 1.1.0

        "helper@npm:^2.0.0":
          version: 2.0.0

        "shop@workspace:.":
          version: 0.0.0-use.local
          dependencies:
            "@x/d": "npm:^2.0.0"
            a: "npm:1.0.0"
          languageName: unknown
          linkType: soft
        """);

    List<Finding> findings = detect(files);

    assertThat(findings).singleElement().extracting(Finding::name).isEqualTo("@x/d");
    assertThat(findings.get(0).version()).contains("2.0.1");
    assertThat(findings.get(0).paths())
        .filteredOn(path -> path.endsWith(".zip") || path.endsWith(".node"))
        .containsExactly(
            "/app/.yarn/cache/@x-d-npm-2.0.1-b1ff3cfac1-0924b57e73.zip",
            "/app/.yarn/cache/helper-npm-2.0.0-a1ff3cfac1-f924b57e73.zip",
            "/app/.yarn/unplugged/@x-d-npm-2.0.1-b1ff3cfac1/node_modules/@x/d/d.node");
  }
}
