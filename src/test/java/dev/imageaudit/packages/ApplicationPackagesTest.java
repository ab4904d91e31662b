package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFixture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationPackagesTest {
  private static final CaptureRules RULES =
      new CaptureRules(PackageDatabases.captureKeeps(), List.of(), "test");

  static List<ApplicationPackage> read(RootFixture fixture) {
    return PackageDatabases.read(fixture.build(RULES)).applications();
  }

  private static ApplicationPackage named(String name, RootFixture fixture) {
    return read(fixture).stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static RootFixture node() {
    return new RootFixture()
        .file(
            "/app/package.json",
            "{\"name\":\"shop\",\"version\":\"1.0.0\",\"dependencies\":{\"express\":\"^4\"}}")
        .file(
            "/app/node_modules/express/package.json",
            "{\"name\":\"express\",\"version\":\"4.19.2\",\"license\":\"MIT\"}")
        .file("/app/node_modules/express/index.js", "")
        .file("/app/node_modules/express/node_modules/ms/index.js", "")
        .file(
            "/app/node_modules/express/node_modules/ms/package.json",
            "{\"name\":\"ms\",\"version\":\"2.0.0\",\"licenses\":[{\"type\":\"MIT\"},{\"type\":\"X\"}]}")
        .file("/app/node_modules/express/test/package.json", "{\"name\":\"no\",\"version\":\"1\"}")
        .file("/app/node_modules/stub/package.json", "{\"type\":\"module\"}")
        .file(
            "/app/node_modules/@babel/core/package.json",
            "{\"name\":\"@babel/core\",\"version\":\"7.24.0\",\"license\":{\"type\":\"MIT\"}}");
  }

  @Test
  void aModulesPackageOwnsItsDirectoryButNotThePackagesNestedInIt() {
    List<ApplicationPackage> packages = read(node());

    assertThat(packages)
        .extracting(ApplicationPackage::toString)
        .containsExactly("@babel/core 7.24.0", "express 4.19.2", "ms 2.0.0");
    assertThat(packages.get(1).files())
        .containsExactly(
            "/app/node_modules/express/index.js",
            "/app/node_modules/express/node_modules",
            "/app/node_modules/express/package.json",
            "/app/node_modules/express/test",
            "/app/node_modules/express/test/package.json");
    assertThat(packages)
        .extracting(ApplicationPackage::purl)
        .containsExactly(
            Optional.of("pkg:npm/%40babel/core@7.24.0"),
            Optional.of("pkg:npm/express@4.19.2"),
            Optional.of("pkg:npm/ms@2.0.0"));
    assertThat(packages)
        .extracting(p -> p.licence().orElse(""))
        .containsExactly("MIT", "MIT", "MIT OR X");
  }

  @Test
  void aNodeProjectAsksForWhatItsManifestNames() {
    assertThat(read(node()))
        .extracting(ApplicationPackage::reason)
        .containsExactly(
            InstallReason.DEPENDENCY, InstallReason.REQUESTED, InstallReason.DEPENDENCY);
  }

  @Test
  void withoutAProjectNobodyKnowsWhyAModuleIsThere() {
    RootFixture global =
        new RootFixture()
            .file(
                "/usr/local/lib/node_modules/npm/package.json",
                "{\"name\":\"npm\",\"version\":\"10.8.2\"}");

    assertThat(named("npm", global).reason()).isEqualTo(InstallReason.UNKNOWN);
  }

  @Test
  void whatPnpmLinksFromTheProjectIsRequested() {
    String store = "/app/node_modules/.pnpm/";
    RootFixture pnpm =
        new RootFixture()
            .file("/app/package.json", "{\"devDependencies\":{\"a\":\"1\"}}")
            .file(store + "a@1/node_modules/a/package.json", "{\"name\":\"a\",\"version\":\"1\"}")
            .file(store + "b@1/node_modules/b/package.json", "{\"name\":\"b\",\"version\":\"1\"}")
            .link(store + "a@1/node_modules/b", "../../b@1/node_modules/b")
            .link("/app/node_modules/a", ".pnpm/a@1/node_modules/a");

    assertThat(read(pnpm))
        .extracting(ApplicationPackage::reason)
        .containsExactly(InstallReason.REQUESTED, InstallReason.DEPENDENCY);
  }

  @Test
  void aDistributionsPackageKeepsTheLanguagePackagesInIt() {
    RootFixture debian =
        node()
            .file("/var/lib/dpkg/status", "Package: node-ms\nStatus: install ok installed\n")
            .file(
                "/var/lib/dpkg/info/node-ms.list",
                "/app/node_modules/express/node_modules/ms/package.json\n");

    assertThat(read(debian))
        .extracting(ApplicationPackage::name)
        .containsExactly("@babel/core", "express");
  }

  private static RootFixture python(String site) {
    return new RootFixture()
        .file(
            site + "/PyYAML_x-6.0.1.dist-info/METADATA",
            """
            Metadata-Version: 2.1
            Name: PyYAML_x
            Version: 6.0.1
            License: UNKNOWN
            Classifier: Programming Language :: Python
            Classifier: License :: OSI Approved :: MIT License

            Version: 7
            """
                + "x".repeat(20_000))
        .file(
            site + "/PyYAML_x-6.0.1.dist-info/RECORD",
            """
            yaml/__init__.py,sha256=abc,12
            "yaml/a,b.py",sha256=abc,12
            ../../../bin/yaml,sha256=abc,12
            ../../../../../../etc/passwd,,
            PyYAML_x-6.0.1.dist-info/RECORD,,
            yaml/gone.py,,
            """)
        .file(site + "/PyYAML_x-6.0.1.dist-info/INSTALLER", "pip\n")
        .file(site + "/yaml/__init__.py", "")
        .file(site + "/yaml/a,b.py", "")
        .file(site + "/yaml/other.py", "")
        .file("/usr/local/bin/yaml", "");
  }

  private static final String SITE = "/usr/local/lib/python3.12/site-packages";

  @Test
  void whatPipRecordedAndIsThereBelongsToThePackage() {
    ApplicationPackage yaml = named("PyYAML_x", python(SITE));

    assertThat(yaml.version()).isEqualTo("6.0.1");
    assertThat(yaml.purl()).hasValue("pkg:pypi/pyyaml-x@6.0.1");
    assertThat(yaml.licence()).hasValue("MIT License");
    assertThat(yaml.files())
        .containsExactly(
            SITE + "/yaml/__init__.py",
            SITE + "/yaml/a,b.py",
            "/usr/local/bin/yaml",
            SITE + "/PyYAML_x-6.0.1.dist-info/RECORD");
  }

  @Test
  void pipMarksWhatItWasAskedFor() {
    RootFixture asked = python(SITE).file(SITE + "/PyYAML_x-6.0.1.dist-info/REQUESTED", "");
    RootFixture unknown = python(SITE).file(SITE + "/PyYAML_x-6.0.1.dist-info/INSTALLER", "poetry");

    assertThat(named("PyYAML_x", asked).reason()).isEqualTo(InstallReason.REQUESTED);
    assertThat(named("PyYAML_x", python(SITE)).reason()).isEqualTo(InstallReason.DEPENDENCY);
    assertThat(named("PyYAML_x", unknown).reason()).isEqualTo(InstallReason.UNKNOWN);
  }

  @Test
  void anEggIsAFileOrADirectoryAndOwnsWhatItWasInstalledWith() {
    String info = "Metadata-Version: 1.1\nName: old\nVersion: 0.9\nLicense: BSD\n";
    RootFixture eggs =
        new RootFixture()
            .file("/opt/lib/old-0.9.egg-info", info)
            .file("/opt/lib/new-0.9.egg-info/PKG-INFO", info.replace("old", "new"))
            .file("/opt/lib/new-0.9.egg-info/installed-files.txt", "../new.py\nPKG-INFO\n")
            .file("/opt/lib/new.py", "");

    assertThat(named("old", eggs).files()).containsExactly("/opt/lib/old-0.9.egg-info");
    assertThat(named("new", eggs).files())
        .containsExactly("/opt/lib/new.py", "/opt/lib/new-0.9.egg-info/PKG-INFO");
    assertThat(named("new", eggs).licence()).hasValue("BSD");
  }

  @Test
  void anEnvironmentOfCondasListsItsPackagesFiles() {
    RootFixture conda =
        new RootFixture()
            .file(
                "/opt/conda/conda-meta/numpy-1.26.4-py311_0.json",
                """
                {"name":"numpy","version":"1.26.4","build":"py311_0","subdir":"linux-64",
                 "license":"BSD-3-Clause","files":["lib/numpy.so","lib/gone.so"],
                 "requested_spec":"numpy"}""")
            .file(
                "/opt/conda/conda-meta/blas-1-0.json",
                "{\"name\":\"blas\",\"version\":\"1\",\"requested_spec\":\"None\",\"files\":[]}")
            .file("/opt/conda/conda-meta/history", "")
            .file("/opt/conda/lib/numpy.so", "");

    ApplicationPackage numpy = named("numpy", conda);
    assertThat(numpy.purl()).hasValue("pkg:conda/numpy@1.26.4?build=py311_0&subdir=linux-64");
    assertThat(numpy.reason()).isEqualTo(InstallReason.REQUESTED);
    assertThat(numpy.files())
        .containsExactly(
            "/opt/conda/lib/numpy.so", "/opt/conda/conda-meta/numpy-1.26.4-py311_0.json");
    assertThat(named("blas", conda).reason()).isEqualTo(InstallReason.DEPENDENCY);
  }

  @Test
  void aGemsSpecificationIsSearchedAndNotRun() {
    String home = "/usr/local/bundle";
    RootFixture ruby =
        new RootFixture()
            .file(
                home + "/specifications/rack-3.0.8.gemspec",
                """
                # -*- encoding: utf-8 -*-
                # stub: rack 3.0.8 ruby lib

                Gem::Specification.new do |s|
                  s.name = "rack".freeze
                  s.version = "3.0.8"
                  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze)
                  s.licenses = ["MIT".freeze, "Ruby".freeze]
                end
                """)
            .file(
                home + "/specifications/odd-1.gemspec", "s.version = Odd::VERSION\ns.name = 'odd'")
            .file(home + "/gems/rack-3.0.8/lib/rack.rb", "")
            .file(home + "/gems/rack-3.0.80/lib/rack.rb", "");

    assertThat(read(ruby)).hasSize(1);
    ApplicationPackage rack = named("rack", ruby);
    assertThat(rack.purl()).hasValue("pkg:gem/rack@3.0.8");
    assertThat(rack.licence()).hasValue("MIT OR Ruby");
    assertThat(rack.files())
        .contains(home + "/gems/rack-3.0.8/lib/rack.rb")
        .doesNotContain(home + "/gems/rack-3.0.80/lib/rack.rb");
  }

  @Test
  void composersListIsReadInBothItsForms() {
    String monolog = "{\"name\":\"monolog/monolog\",\"version\":\"3.5.0\",\"license\":[\"MIT\"]%s}";
    RootFixture php =
        new RootFixture()
            .file(
                "/app/vendor/composer/installed.json",
                "{\"packages\":["
                    + monolog.formatted(",\"install-path\":\"../monolog/monolog\"")
                    + ",{\"name\":\"evil/all\",\"version\":\"1\",\"install-path\":\"../../..\"}]}")
            .file("/old/vendor/composer/installed.json", "[" + monolog.formatted("") + "]")
            .file("/app/vendor/monolog/monolog/src/Logger.php", "")
            .file("/old/vendor/monolog/monolog/src/Logger.php", "");

    assertThat(read(php))
        .filteredOn(p -> p.name().equals("monolog/monolog"))
        .extracting(
            p ->
                p.files()
                    .contains(
                        p.path().replace("composer/installed.json", "")
                            + "monolog/monolog/src/Logger.php"))
        .containsExactly(true, true);
    assertThat(named("monolog/monolog", php).purl()).hasValue("pkg:composer/monolog/monolog@3.5.0");
    assertThat(named("evil/all", php).files()).isEmpty();
  }

  @Test
  void dotNetsDependenciesOwnTheirAssembliesBesideTheApplication() {
    RootFixture dotNet =
        new RootFixture()
            .file(
                "/app/Shop.deps.json",
                """
                {"targets":{".NETCoreApp,Version=v8.0":{
                  "Shop/1.0.0":{"dependencies":{"Newtonsoft.Json":"13.0.3"},
                    "runtime":{"Shop.dll":{}}},
                  "Newtonsoft.Json/13.0.3":{"dependencies":{"Deep":"1.0"},
                    "runtime":{"lib/net6.0/Newtonsoft.Json.dll":{}},
                    "resources":{"lib/net6.0/de/N.resources.dll":{"locale":"de"}}},
                  "Deep/1.0":{"runtimeTargets":{"runtimes/linux/native/deep.so":{}}}}},
                 "libraries":{"Shop/1.0.0":{"type":"project"},
                  "Newtonsoft.Json/13.0.3":{"type":"package"},"Deep/1.0":{"type":"package"}}}""")
            .file("/app/Shop.dll", "")
            .file("/app/Newtonsoft.Json.dll", "")
            .file("/app/de/N.resources.dll", "")
            .file("/app/runtimes/linux/native/deep.so", "");

    assertThat(named("Newtonsoft.Json", dotNet).files())
        .containsExactly("/app/Newtonsoft.Json.dll", "/app/de/N.resources.dll");
    assertThat(named("Newtonsoft.Json", dotNet).purl())
        .hasValue("pkg:nuget/Newtonsoft.Json@13.0.3");
    assertThat(named("Newtonsoft.Json", dotNet).reason()).isEqualTo(InstallReason.REQUESTED);
    assertThat(named("Deep", dotNet).reason()).isEqualTo(InstallReason.DEPENDENCY);
    assertThat(named("Deep", dotNet).files()).containsExactly("/app/runtimes/linux/native/deep.so");
  }
}
