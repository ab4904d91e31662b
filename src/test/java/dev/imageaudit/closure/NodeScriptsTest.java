package dev.imageaudit.closure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeScriptsTest {
  private static final CaptureRules RULES = new CaptureRules(Entrypoint.keeps(), List.of(), "test");

  private static RuntimeClosure find(String manifest, String... argv) {
    RootFixture root =
        new RootFixture()
            .elf("/usr/local/bin/node", "")
            .elf("/usr/local/bin/npm", "")
            .elf("/usr/local/bin/yarn", "")
            .file("/app/package.json", manifest)
            .script("/app/node_modules/tsx/dist/cli.mjs", "#!/usr/bin/env node\n")
            .link("/app/node_modules/.bin/tsx", "../tsx/dist/cli.mjs")
            .file("/app/src/index.ts", "x")
            .file("/app/src/index.js", "x")
            .file("/app/dist/main.js", "x")
            .file("/app/dist/index.js", "x");
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of(),
            List.of(argv),
            List.of("PATH=/usr/local/bin:/usr/bin"),
            "/app",
            "",
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return ClosureFinder.find(root.build(RULES), config);
  }

  @Test
  void npmStartRunsTheScriptOfTheManifest() {
    RuntimeClosure closure =
        find("{\"scripts\": {\"start\": \"node dist/index.js\"}}", "npm", "start");

    assertThat(closure.needsExactly("/app/dist/index.js")).isTrue();
    assertThat(closure.needsExactly("/app/src/index.js")).isFalse();
  }

  @Test
  void aProgramOfAPackageIsFoundAndGivenItsFiles() {
    RuntimeClosure closure =
        find("{\"scripts\": {\"serve\": \"tsx src/index.ts\"}}", "yarn", "run", "serve");

    assertThat(closure.needsExactly("/app/src/index.ts")).isTrue();
    assertThat(closure.needsExactly("/app/node_modules/tsx/dist/cli.mjs")).isTrue();
  }

  @Test
  void aModuleMayBeNamedWithoutItsExtension() {
    RuntimeClosure closure = find("{}", "node", "dist/main");

    assertThat(closure.needsExactly("/app/dist/main.js")).isTrue();
  }

  @Test
  void aManifestThatIsNoneRunsNothing() {
    assertThat(find("[", "npm", "start").needsExactly("/app/src/index.js")).isFalse();
    assertThat(find("{\"scripts\": 1}", "npm", "run").needsExactly("/app/src/index.js")).isFalse();
  }
}
