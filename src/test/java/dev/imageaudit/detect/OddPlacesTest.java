package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.RuleFixture.Scene;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Things that lie elsewhere than their makers would have them. */
class OddPlacesTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();
  private static final Detector DETECTOR = new Detector(KNOWLEDGE);

  private static List<Finding> files(Map<String, String> files) {
    return detect(new Scene(files, null, null, null, null));
  }

  private static List<Finding> detect(Scene scene) {
    return DETECTOR.detect(scene.root(KNOWLEDGE), scene.inventory());
  }

  @Test
  void whatLiesInOneDirectoryUnderNamesOfItsOwnIsMoreThanOneThing() {
    assertThat(
            files(
                Map.of(
                    "/app/BOOT-INF/lib/spring-boot-devtools-3.2.4.jar",
                    "PK",
                    "/app/BOOT-INF/lib/spring-boot-docker-compose-3.2.4.jar",
                    "PK")))
        .extracting(Finding::name)
        .containsExactlyInAnyOrder("spring-boot-devtools", "spring-boot-docker-compose");
  }

  @Test
  void javaSourceGoesWhereItsClassesLieInADirectoryBesideIt() {
    String main = "/srv/a/src/com/x/Main.java";

    assertThat(
            files(
                Map.of(
                    main,
                    "package com.x;\nclass Main {}\n",
                    "/srv/a/bin/com/x/Main.class",
                    "\u00ca\u00fe\u00ba\u00be")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isEqualTo("java-beside-class"))
        .satisfies(finding -> assertThat(finding.paths()).contains(main))
        .satisfies(
            finding -> assertThat(finding.because().orElse("")).contains("/bin/com/x/Main.class"));
  }

  @Test
  void sassGoesWhereItsStylesheetLiesInADirectoryBesideIt() {
    assertThat(
            files(
                Map.of(
                    "/srv/site/scss/main.scss", "$a: 1;\n",
                    "/srv/site/scss/_parts.scss", "$b: 1;\n",
                    "/srv/site/css/main.css", "a{}\n")))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.paths())
                    .contains("/srv/site/scss/main.scss", "/srv/site/scss/_parts.scss")
                    .doesNotContain("/srv/site/css/main.css"));
  }

  @Test
  void aCrossCompilerHasItsOwnVersionAndTakesTheLibrariesOfAllItsTargets() {
    String text = "gcc/c/c-parser.c\0/usr/lib/gcc/avr/5.4.0/include\0" + "11.2.0\0";
    Scene scene =
        new Scene(
            Map.of(
                "/opt/avr/include/stddef.h", "#define __STDDEF_H",
                "/opt/avr/avr5/libgcc.a", "!<arch>\n"),
            Map.of("/opt/avr/cc1", elf(text)),
            null,
            null,
            null);

    assertThat(detect(scene))
        .singleElement()
        .satisfies(finding -> assertThat(finding.version()).hasValue("5.4.0"))
        .satisfies(finding -> assertThat(finding.paths()).contains("/opt/avr/avr5/libgcc.a"));
  }

  @Test
  void aLockFileSpeaksOfItsOwnProjectsEnvironment() {
    String lock = "[[package]]\nname = \"pytest\"\nversion = \"8\"\ncategory = \"dev\"\n";
    Map<String, String> files = new TreeMap<>(Map.of("/srv/shop/poetry.lock", lock));
    for (String site : List.of("/srv/shop/.venv/lib/python3.11", "/opt/tester/lib/python3.11")) {
      String info = site + "/site-packages/pytest-8.dist-info";
      files.put(info + "/RECORD", "pytest.py,,\npytest-8.dist-info/RECORD,,\n");
      files.put(site + "/site-packages/pytest.py", "x = 1\n");
    }

    assertThat(files(files))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.paths())
                    .contains("/srv/shop/.venv/lib/python3.11/site-packages/pytest.py"));
  }

  @Test
  void typeScriptGoesWhereItsCompilersConfigurationSaysWhatItWasCompiledTo() {
    Map<String, String> files =
        Map.of(
            "/app/tsconfig.json", "{\"compilerOptions\": {\"outDir\": \"./compiled\"}}",
            "/app/server/deep/index.ts", "export const x: number = 1;\n");
    Map<String, String> compiled = new TreeMap<>(files);
    compiled.put("/app/compiled/deep/index.js", "exports.x = 1;\n");

    assertThat(files(files)).isEmpty();
    assertThat(files(compiled))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.paths())
                    .contains("/app/server/deep/index.ts", "/app/tsconfig.json")
                    .doesNotContain("/app/compiled/deep/index.js"));
  }

  @Test
  void aJdkWithoutTheFilesThatNameItIsOne() {
    Map<String, RuleFixture.Elf> programs = new TreeMap<>();
    programs.put("/opt/zz/bin/javac", elf("jdk.compiler/com.sun.tools.javac.Main"));
    programs.put("/opt/zz/lib/server/libjvm.so", elf("for linux-amd64 JRE (17.0.9+9-Debian), b"));
    Map<String, String> files = Map.of("/opt/zz/lib/ct.sym", "PK");

    assertThat(detect(new Scene(files, programs, null, null, null))).isEmpty();

    programs.put("/opt/zz/bin/jlink", elf("jdk.jlink/jdk.tools.jlink.internal.Main"));
    assertThat(detect(new Scene(files, programs, null, null, null)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isEqualTo("jdk"))
        .satisfies(finding -> assertThat(finding.version()).hasValue("17.0.9"));
  }

  @Test
  void aCrossCompilersFindingIsItsPackages() {
    String cc1 = "/usr/lib/gcc-cross/aarch64-linux-gnu/12/cc1";
    Map<String, RuleFixture.Owned> packages = new TreeMap<>();
    List<String> needs = List.of("cpp-12-aarch64-linux-gnu");
    packages.put(
        "gcc-12-aarch64-linux-gnu",
        new RuleFixture.Owned("12.2.0-14cross1", false, needs, List.of("/usr/bin/cross-gcc")));
    packages.put(
        "cpp-12-aarch64-linux-gnu",
        new RuleFixture.Owned("12.2.0-14cross1", true, List.of(), List.of(cc1)));
    packages.put(
        "gcc-12-base",
        new RuleFixture.Owned("12.2.0-14cross1", true, List.of(), List.of("/usr/share/base")));
    Scene scene =
        new Scene(
            Map.of("/usr/share/base", "text"),
            Map.of(cc1, elf("gcc/c/c-parser.cc"), "/usr/bin/cross-gcc", elf("gcc version %s %s")),
            null,
            null,
            packages);

    assertThat(detect(scene))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.owner().orElseThrow().name())
                    .isEqualTo("gcc-12-aarch64-linux-gnu"))
        .satisfies(
            finding -> assertThat(finding.paths()).contains(cc1).doesNotContain("/usr/share/base"));
  }

  @Test
  void aProtocOfMavensIsKnownThoughItsVersionIsNoText() {
    Map<String, RuleFixture.Elf> programs =
        Map.of(
            "/opt/p/protoc-3.25.5-linux-x86_64.exe",
                elf("because protoc is too dumb to figure out"),
            "/opt/p/protocol-server", elf("serves protocols"));

    assertThat(detect(new Scene(null, programs, null, null, null)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.version()).hasValue("3.25.5"));
  }

  private static RuleFixture.Elf elf(String text) {
    return new RuleFixture.Elf(text, null, null, null, false, false, 0);
  }
}
