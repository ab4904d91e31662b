package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.ElfFacts.GoBuild;
import dev.imageaudit.filesystem.ElfFacts.GoModule;
import dev.imageaudit.filesystem.JarBuilder;
import dev.imageaudit.filesystem.RootFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Packages that are part of one file: of a jar, or of a program. */
class LinkedModulesTest {
  private static List<String> urls(RootFixture fixture) {
    return ApplicationPackagesTest.read(fixture).stream()
        .map(p -> p.purl().orElse(p.toString()))
        .toList();
  }

  @Test
  void aFatJarIsItsOwnPackageAndHoldsOthers() {
    byte[] guava = new JarBuilder().maven("com.google.guava", "guava", "33.0").toBytes();
    byte[] plain =
        new JarBuilder().deflated("META-INF/MANIFEST.MF", "Bundle-License: Apache-2.0\n").toBytes();
    byte[] vendor =
        new JarBuilder()
            .deflated(
                "META-INF/MANIFEST.MF",
                "Implementation-Vendor-Id: org.vendor\nImplementation-Version: 7\n")
            .toBytes();
    byte[] shop =
        new JarBuilder()
            .maven("com.example", "shop", "1.0")
            .stored("BOOT-INF/lib/guava-33.0.jar", guava)
            .stored("BOOT-INF/lib/plain-2.1.jar", plain)
            .stored("BOOT-INF/lib/vendor.jar", vendor)
            .stored("BOOT-INF/lib/nameless.jar", new JarBuilder().deflated("x", "").toBytes())
            .toBytes();

    List<ApplicationPackage> packages =
        ApplicationPackagesTest.read(new RootFixture().file("/app/shop.jar", shop));

    assertThat(packages)
        .extracting(ApplicationPackage::toString)
        .containsExactly(
            "com.example:shop 1.0",
            "com.google.guava:guava 33.0",
            "org.vendor:vendor 7",
            "plain 2.1");
    assertThat(packages)
        .extracting(p -> p.purl().orElse("-"))
        .containsExactly(
            "pkg:maven/com.example/shop@1.0",
            "pkg:maven/com.google.guava/guava@33.0",
            "pkg:maven/org.vendor/vendor@7",
            "-");
    assertThat(packages.get(0).files()).containsExactly("/app/shop.jar");
    assertThat(packages.get(1).files()).isEmpty();
    assertThat(packages.get(3).licence()).hasValue("Apache-2.0");
  }

  @Test
  void ofAJarMadeOfSeveralTheOneItIsNamedAfterOwnsIt() {
    byte[] shaded =
        new JarBuilder().maven("org.a", "app", "1").maven("org.b", "inner", "2").toBytes();

    assertThat(ApplicationPackagesTest.read(new RootFixture().file("/opt/app-1.jar", shaded)))
        .extracting(ApplicationPackage::files)
        .containsExactly(List.of("/opt/app-1.jar"), List.of());
  }

  private static RootFixture go(String module, GoModule... modules) {
    GoBuild build =
        new GoBuild(
            "go1.22.3 X:nocoverageredesign",
            "example.com/shop/cmd/shop",
            Optional.of(module).filter(m -> !m.isEmpty()),
            Optional.of("(devel)"),
            List.of(modules));
    return new RootFixture()
        .elf("/shop", "", RootFixture.facts(List.of(), Optional.of(build)))
        .hardLink("/again", "/shop");
  }

  @Test
  void aProgramOfGoHoldsItsModulesAndTheStandardLibrary() {
    assertThat(urls(go("example.com/shop", new GoModule("golang.org/x/sys", "v0.1.0"))))
        .containsExactly(
            "pkg:golang/example.com/shop",
            "pkg:golang/golang.org/x/sys@v0.1.0",
            "pkg:golang/stdlib@1.22.3");
    assertThat(urls(go(""))).contains("pkg:golang/example.com/shop/cmd/shop");
  }

  @Test
  void theProgramsOfGosSdkAreOfTheStandardLibrary() {
    GoBuild build =
        new GoBuild("go1.22.3", "cmd/asm", Optional.empty(), Optional.empty(), List.of());
    RootFixture sdk =
        new RootFixture().elf("/asm", "", RootFixture.facts(List.of(), Optional.of(build)));

    assertThat(urls(sdk)).containsExactly("pkg:golang/stdlib@1.22.3");
    assertThat(ApplicationPackagesTest.read(sdk).get(0).files()).containsExactly("/asm");
  }

  @Test
  void aGroupIsTheVendorsIdOrTheBundlesNameAndNoSentence() {
    for (String[] manifestAndName :
        new String[][] {
          {"Implementation-Vendor-Id: org.apache.poi", "org.apache.poi:poi 5"},
          {"Implementation-Vendor-Id: The Apache Software Foundation", "poi 5"},
          {"Bundle-SymbolicName: org.apache.poi;singleton:=true", "org.apache:poi 5"},
          {"Bundle-SymbolicName: org.apache.poi.ooxml", "poi 5"},
        }) {
      byte[] jar =
          new JarBuilder().deflated("META-INF/MANIFEST.MF", manifestAndName[0] + "\n").toBytes();

      assertThat(ApplicationPackagesTest.read(new RootFixture().file("/poi-5.jar", jar)))
          .extracting(ApplicationPackage::toString)
          .containsExactly(manifestAndName[1]);
    }
  }

  private static RootFixture rust(byte[] audit) {
    ElfFacts facts = RootFixture.facts(List.of(), Optional.empty());
    return new RootFixture()
        .elf(
            "/usr/bin/tool",
            "",
            new ElfFacts(
                facts.kind(),
                facts.machine(),
                facts.interpreter(),
                facts.needed(),
                facts.soname(),
                facts.rpath(),
                facts.runpath(),
                facts.comment(),
                facts.debugBytes(),
                facts.goBuild(),
                Optional.of(Content.of(audit))));
  }

  private static byte[] deflated(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void aProgramOfRustHoldsItsCratesButNotThoseOfItsBuild() {
    RootFixture tool =
        rust(
            deflated(
                """
                {"packages":[
                 {"name":"cc","version":"1.0","source":"crates.io","kind":"build"},
                 {"name":"itoa","version":"1.0.11","source":"crates.io"},
                 {"name":"serde","version":"1.0.200","source":"crates.io","dependencies":[1]},
                 {"name":"tool","version":"0.1.0","source":"local","dependencies":[0,2],"root":true}
                ]}"""));

    assertThat(urls(tool))
        .containsExactly(
            "pkg:cargo/itoa@1.0.11", "pkg:cargo/serde@1.0.200", "pkg:cargo/tool@0.1.0");
    assertThat(ApplicationPackagesTest.read(tool))
        .extracting(ApplicationPackage::reason)
        .containsExactly(
            InstallReason.DEPENDENCY, InstallReason.REQUESTED, InstallReason.REQUESTED);
  }

  @Property(tries = 100)
  void noBytesAreEverAnErrorOfAnAuditSection(@ForAll @Size(max = 100) byte[] bytes) {
    byte[] broken = deflated("{\"packages\":[{\"name\":\"a\",\"version\":\"1\"}]}");
    System.arraycopy(bytes, 0, broken, 0, Math.min(bytes.length, broken.length));

    ApplicationPackagesTest.read(rust(bytes));
    ApplicationPackagesTest.read(rust(broken));
  }

  @Property(tries = 100)
  void noTextIsEverAnErrorOfAManifest(@ForAll String text, @ForAll String other) {
    ApplicationPackagesTest.read(
        new RootFixture()
            .file("/node_modules/a/package.json", "{\"name\":\"" + text + "\",\"version\":\"1\"}")
            .file("/package.json", text)
            .file("/s/a.dist-info/METADATA", "Name: " + text + "\nVersion: " + other)
            .file("/s/a.dist-info/RECORD", "\"" + text + "\n../" + other)
            .file("/s/b.egg-info", text)
            .file("/s/c.egg-info/PKG-INFO", "Name: c\nVersion: 1")
            .file("/s/c.egg-info/installed-files.txt", other)
            .file("/conda-meta/a.json", "{\"name\":\"a\",\"version\":\"1\",\"files\":[1,null,{}]}")
            .file("/conda-meta/b.json", text)
            .file("/specifications/x.gemspec", "s.name = \"" + text + "\"\ns.version = \"1\"")
            .file("/composer/installed.json", "[{\"name\":\"a\",\"install-path\":[]}," + text)
            .file("/vendor/composer/installed.json", "[1,null,{\"name\":\"a/b\"}]")
            .file("/a.deps.json", "{\"targets\":[1],\"libraries\":{\"x\":1,\"y/1\":null}}"));
  }
}
