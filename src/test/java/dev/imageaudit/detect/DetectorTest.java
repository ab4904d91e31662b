package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.RuleFixture.Scene;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.packages.PackageDatabases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void classesThatRunInMavensDirectoryAreNoResidue() {
    Scene maven =
        RuleFixture.all().stream()
            .filter(fixture -> fixture.rule().equals("maven-target"))
            .findFirst()
            .orElseThrow()
            .finds();
    String run = "/app/target/classes/Shop.class";

    assertThat(detect(maven)).isNotEmpty();
    assertThat(DETECTOR.detect(maven.root(KNOWLEDGE), maven.inventory(), run::equals)).isEmpty();
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

  private static List<Finding> detect(RootFixture root) {
    List<CaptureRules.Keep> keeps = new ArrayList<>(KNOWLEDGE.keeps());
    keeps.addAll(PackageDatabases.captureKeeps());
    RootFilesystem files = root.build(new CaptureRules(keeps, KNOWLEDGE.probes(), "test"));
    return DETECTOR.detect(files, PackageDatabases.read(files));
  }

  @Test
  void aProgramThatTwoSignsKnowHasTheVersionThatOneOfThemSays() {
    ElfFacts.GoBuild build =
        new ElfFacts.GoBuild(
            "go1.22.3",
            "github.com/google/go-containerregistry/cmd/crane",
            Optional.of("github.com/google/go-containerregistry"),
            Optional.of("v0.20.2"),
            List.of());
    RootFixture root =
        new RootFixture().elf("/opt/lifter", "", RootFixture.facts(List.of(), Optional.of(build)));

    assertThat(detect(root))
        .singleElement()
        .satisfies(finding -> assertThat(finding.version()).hasValue("0.20.2"));
  }

  @Test
  void symbolsOfAProgramCountWhereItsOtherNameGoesWithABuildDirectory() {
    ElfFacts facts = new RuleFixture.Elf("", null, null, null, false, false, 3_000_000).facts();
    RootFixture root =
        new RootFixture()
            .file("/src/target/.rustc_info.json", "{\"rustc_fingerprint\":1}")
            .elf("/src/target/release/deps/greet-85f4", "", facts)
            .hardLink("/src/target/release/greet", "/src/target/release/deps/greet-85f4");

    assertThat(detect(root))
        .filteredOn(finding -> finding.rule().equals("unstripped-programs"))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.evidence()).containsExactly("/src/target/release/greet"));
  }

  @Test
  void theSourceOfAnInstalledLibraryIsNotTheApplications() {
    String info = "/app/lib/numbers-1.0.dist-info";
    String record = "numbers/checks/a.c,,\nnumbers/checks/a.so,,\nnumbers-1.0.dist-info/RECORD,,\n";
    RootFixture published =
        new RootFixture()
            .file("/app/lib/numbers/checks/a.c", "#include <stdio.h>\n")
            .elf("/app/lib/numbers/checks/a", "")
            .file(info + "/METADATA", "Metadata-Version: 2.1\nName: numbers\nVersion: 1.0\n\n");

    assertThat(detect(published.file(info + "/RECORD", "numbers-1.0.dist-info/RECORD,,\n")))
        .extracting(Finding::rule)
        .containsExactly("c-source");
    assertThat(detect(published.file(info + "/RECORD", record))).isEmpty();
  }

  @Test
  void aPackageOfLinksGoesWithThePackageThatItLeadsTo() {
    Map<String, RuleFixture.Owned> packages =
        Map.of(
            "swig",
            new RuleFixture.Owned(null, false, List.of("swig4.0"), List.of("/usr/bin/swig")),
            "swig4.0",
            new RuleFixture.Owned(null, true, List.of(), List.of("/usr/bin/swig4.0")));
    Scene scene =
        new Scene(
            Map.of("/usr/bin/swig4.0", "program"),
            null,
            null,
            Map.of("/usr/bin/swig", "swig4.0"),
            packages);

    assertThat(detect(scene))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.paths()).containsExactly("/usr/bin/swig", "/usr/bin/swig4.0"));
  }

  @Test
  void whatOnlyADevelopmentDependencyNeedsIsOneToo() {
    RootFixture root =
        new RootFixture()
            .file("/app/requirements.txt", "idna==3.10\n")
            .file("/app/requirements-dev.txt", "pytest==8.3.4\n");
    distribution(root, "idna", "3.10", "Requires-Dist: shared");
    distribution(root, "shared", "1.0", "Requires-Dist: own ; extra == 'all'");
    distribution(root, "own", "1.0", "");
    distribution(root, "pytest", "8.3.4", "Requires-Dist: pluggy<2,>=1.5\nRequires-Dist: shared");
    distribution(root, "pluggy", "1.5", "");

    assertThat(detect(root))
        .extracting(Finding::name)
        .containsExactlyInAnyOrder("pytest", "pluggy");
  }

  private static void distribution(RootFixture root, String name, String version, String needs) {
    String directory =
        "/app/venv/lib/python3.11/site-packages/" + name + "-" + version + ".dist-info";
    String head = "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + needs;
    root.file(directory + "/METADATA", head + "\n\nSee below.\n")
        .file(directory + "/RECORD", name + "-" + version + ".dist-info/RECORD,,\n");
  }
}
