package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.RuleFixture.Scene;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();
  private static final Detector DETECTOR = new Detector(KNOWLEDGE);

  private static List<Finding> detect(Scene scene) {
    return DETECTOR.detect(scene.root(KNOWLEDGE), scene.inventory());
  }

  @Test
  void anImageOfLookAlikesHasNoFinding() {
    Map<String, String> files = new HashMap<>();
    for (String name :
        List.of(
            "gcc",
            "g++",
            "cc",
            "cpp",
            "clang",
            "as",
            "ld",
            "ar",
            "strip",
            "make",
            "cmake",
            "ninja",
            "meson",
            "go",
            "gofmt",
            "rustc",
            "cargo",
            "rustup",
            "javac",
            "jar",
            "mvn",
            "gradle",
            "ant",
            "npm",
            "npx",
            "yarn",
            "pnpm",
            "corepack",
            "tsc",
            "webpack",
            "esbuild",
            "pip",
            "pip3",
            "wheel",
            "bundle",
            "phpize",
            "composer",
            "dotnet",
            "git",
            "hg",
            "svn",
            "curl",
            "wget",
            "bison",
            "flex",
            "m4",
            "pkg-config",
            "autoconf",
            "libtool",
            "ccache",
            "tcc",
            "zig",
            "nim",
            "crystal",
            "ldc2",
            "opam",
            "cabal",
            "dune",
            "bazel",
            "sbt",
            "kotlinc",
            "scalac",
            "groovyc",
            "bun",
            "deno",
            "uv",
            "poetry",
            "conda",
            "protoc",
            "nvcc",
            "gdb",
            "strace",
            "perf",
            "docker",
            "kubectl",
            "helm",
            "terraform",
            "bash",
            "vim",
            "nano",
            "nc",
            "ssh")) {
      files.put("/usr/local/bin/" + name, "#!/bin/sh\nexec echo " + name + " 1.2.3\n");
      files.put("/opt/" + name + "/README", "How to install " + name + "\n");
    }
    files.put("/app/node_modules/README", "There is nothing here.\n");
    files.put("/app/main.py", "print('hello')\n");
    files.put("/app/server.rb", "puts 'hello'\n");
    files.put("/app/index.php", "<?php echo 'hello';\n");
    files.put("/app/index.js", "console.log('hello');\n");
    files.put("/app/target/readme.txt", "We aim high.\n");
    files.put("/app/obj/teapot.obj", "v 1 2 3\n");

    assertThat(detect(new Scene(files, null, null, null, null))).isEmpty();
  }

  @Test
  void whatRunningNeedsIsNoToolsOwnEvenWhereOnlyTheToolBroughtIt() {
    RuleFixture gcc =
        RuleFixture.all().stream().filter(f -> f.rule().equals("gcc")).findFirst().orElseThrow();
    String library = "/usr/lib/x86_64-linux-gnu/libmpc.so.3.2.1";
    RootFilesystem root = gcc.finds().root(KNOWLEDGE);

    List<Finding> findings =
        DETECTOR.detect(root, gcc.finds().inventory(), path -> path.equals(library));

    assertThat(detect(gcc.finds()).get(0).paths()).contains(library);
    assertThat(findings.get(0).paths()).contains("/usr/bin/gcc").doesNotContain(library);
  }

  @Provide
  Arbitrary<List<RuleFixture>> mixtures() {
    return Arbitraries.of(RuleFixture.all()).list().ofMaxSize(12);
  }

  @Property(tries = 100)
  void ofAnyMixtureEachPathExistsAndGoesWithOneFinding(
      @ForAll("mixtures") List<RuleFixture> mixture) {
    Scene scene = mixture.stream().map(RuleFixture::finds).reduce(Scene.EMPTY, Scene::with);
    RootFilesystem root = scene.root(KNOWLEDGE);

    List<String> paths =
        DETECTOR.detect(root, scene.inventory()).stream()
            .flatMap(finding -> finding.paths().stream())
            .toList();

    assertThat(paths).doesNotHaveDuplicates().allMatch(path -> root.find(path).isPresent());
  }

  @Test
  void aMavenWhoseJarsAreLinksElsewhereIsFound() {
    Map<String, String> files =
        Map.of(
            "/opt/b/bin/mvn", "exec java org.codehaus.plexus.classworlds.launcher.Launcher",
            "/usr/share/java/maven3-core-3.8.7.jar", "PK\u0003\u0004");
    Map<String, String> links =
        Map.of(
            "/opt/b/boot/plexus-classworlds-2.x.jar", "/usr/share/java/plexus-classworlds.jar",
            "/opt/b/lib/maven-core-3.x.jar", "/usr/share/java/maven3-core.jar",
            "/usr/share/java/maven3-core.jar", "maven3-core-3.8.7.jar");

    assertThat(detect(new Scene(files, null, null, links, null)))
        .filteredOn(finding -> finding.rule().equals("maven"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.paths())
                    .contains("/opt/b/bin/mvn", "/opt/b/lib/maven-core-3.x.jar"));
  }

  @Test
  void whatIsLeftOfGccGoesWithWhatIsLeftOfItsPrograms() {
    Map<String, String> files =
        Map.of(
            "/opt/p/include/stddef.h", "#define __STDDEF_H",
            "/opt/p/crtbegin.o", "ELF",
            "/opt/p/libasan.a", "!<arch>\n");
    Map<String, RuleFixture.Elf> programs =
        Map.of(
            "/opt/p/lto1",
            new RuleFixture.Elf("gcc/lto/lto.cc", null, null, null, false, false, 0));

    assertThat(detect(new Scene(files, programs, null, null, null)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isEqualTo("gcc"))
        .satisfies(finding -> assertThat(finding.paths()).contains("/opt/p/libasan.a"));
  }

  @Test
  void aScriptThatStartsMavenIsNoMaven() {
    Map<String, String> files =
        Map.of("/app/bin/mvn", "exec java org.codehaus.plexus.classworlds.launcher.Launcher");

    assertThat(detect(new Scene(files, null, null, null, null))).isEmpty();
  }
}
