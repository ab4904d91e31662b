package dev.imageaudit.closure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartersTest {
  private static final CaptureRules RULES =
      new CaptureRules(ClosureCapture.keeps(), List.of(), ClosureCapture.SCRIPT_BYTES, "test");

  private static RootFixture system() {
    return new RootFixture()
        .elf("/bin/sh", "")
        .elf("/usr/bin/env", "")
        .elf("/usr/bin/python3", "")
        .elf("/usr/bin/node", "")
        .elf("/usr/bin/java", "")
        .elf("/usr/bin/worker", "")
        .elf("/usr/bin/gcc", "");
  }

  private static RuntimeClosure find(
      RootFixture root, List<List<String>> further, String directory, String... argv) {
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of(argv),
            List.of(),
            List.of("PATH=/usr/local/bin:/usr/bin:/bin"),
            directory,
            "",
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return ClosureFinder.find(root.build(RULES), config, further);
  }

  private static RuntimeClosure find(RootFixture root, String... argv) {
    return find(root, List.of(), "/", argv);
  }

  @Test
  void supervisordRunsTheProgramsOfItsConfigurationAndOfThoseThatItIncludes() {
    RuntimeClosure closure =
        find(
            system()
                .script("/usr/bin/supervisord", "#!/usr/bin/python3\n")
                .file(
                    "/etc/supervisor/supervisord.conf",
                    "[supervisord]\nnodaemon=true\n[include]\nfiles = conf.d/*.conf\n")
                .file(
                    "/etc/supervisor/conf.d/app.conf",
                    "[program:app]\ncommand=worker --flag ; comment\n"),
            "supervisord",
            "-n");

    assertThat(closure.needsExactly("/usr/bin/worker")).isTrue();
    assertThat(closure.chain("/usr/bin/worker"))
        .hasValueSatisfying(chain -> assertThat(chain).contains("/conf.d/app.conf"));
    assertThat(closure.needs("/usr/bin/gcc")).isFalse();
  }

  @Test
  void npmRunsTheScriptOfThePackageAndThoseAroundIt() {
    RuntimeClosure closure =
        find(
            system()
                .script("/usr/bin/npm", "#!/usr/bin/env node\n")
                .file(
                    "/srv/shop/package.json",
                    "{\"scripts\":{\"prestart\":\"worker\",\"start\":\"node dist/main.js\"}}")
                .file("/srv/shop/dist/main.js", ""),
            List.of(),
            "/srv/shop",
            "npm",
            "start");

    assertThat(closure.needsExactly("/srv/shop/dist/main.js")).isTrue();
    assertThat(closure.needsExactly("/usr/bin/worker")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dist/main, /srv/shop/dist/main.js",
    "dist/data, /srv/shop/dist/data.json",
    "./dist, /srv/shop/dist/index.js",
    "., /srv/shop/lib/start.js",
    "/srv/other, /srv/other/index.js",
  })
  void nodeFindsAModuleByItsPathAlone(String operand, String module) {
    RuntimeClosure closure =
        find(
            system()
                .file("/srv/shop/package.json", "{\"main\":\"lib/start\"}")
                .file("/srv/shop/lib/start.js", "")
                .file("/srv/shop/dist/main.js", "")
                .file("/srv/shop/dist/data.json", "")
                .file("/srv/shop/dist/index.js", "")
                .file("/srv/other/package.json", "{\"main\":{}}")
                .file("/srv/other/index.js", ""),
            List.of(),
            "/srv/shop",
            "node",
            operand);

    assertThat(closure.needsExactly(module)).isTrue();
  }

  @Test
  void aModuleThatIsNowhereIsNotNeeded() {
    RuntimeClosure closure =
        find(
            system().file("/srv/package.json", "{\"main\":\"../../../gone\"}"),
            List.of(),
            "/srv",
            "node",
            ".");

    assertThat(closure.needs()).containsKey("/usr/bin/node").doesNotContainKey("/gone.js");
  }

  @Test
  void javaNeedsItsClassPathAgentsAndArgumentFiles() {
    RuntimeClosure closure =
        find(
            system()
                .file("/run/java.args", "-javaagent:/agents/a.jar=x\n-cp /libs/*:/classes\n")
                .file("/agents/a.jar", "")
                .file("/libs/b.jar", "")
                .file("/classes/Main.class", "")
                .file("/other/c.jar", ""),
            "java",
            "@/run/java.args",
            "Main");

    assertThat(closure.needsExactly("/agents/a.jar")).isTrue();
    assertThat(closure.needs("/libs/b.jar")).isTrue();
    assertThat(closure.loads("/libs/b.jar")).isTrue();
    assertThat(closure.loads("/other/c.jar")).isFalse();
    assertThat(closure.needs("/classes/Main.class")).isTrue();
    assertThat(closure.needs("/other/c.jar")).isFalse();
  }

  @Test
  void aServersConfigurationNamesItsPagesAndIncludesMore() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/usr/sbin/nginx", "")
                .file("/etc/nginx/nginx.conf", "http {\n  include conf.d/*.conf;\n}\n")
                .file("/etc/nginx/conf.d/site.conf", "server {\n  root /site;\n}\n")
                .file("/site/index.html", "<html>")
                .file("/unused/index.html", "<html>"),
            "/usr/sbin/nginx");

    assertThat(closure.needs("/site/index.html")).isTrue();
    assertThat(closure.needs("/unused/index.html")).isFalse();
  }

  @Test
  void runitRunsWhatLiesInItsDirectories() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/usr/bin/runsvdir", "")
                .script("/etc/service/app/run", "#!/bin/sh\nexec worker\n"),
            "runsvdir",
            "/etc/service");

    assertThat(closure.needsExactly("/usr/bin/worker")).isTrue();
  }

  @Test
  void envSplitsWhatAScriptsFirstLineGivesIt() {
    RuntimeClosure closure =
        find(
            system().script("/run.js", "#!/usr/bin/env -S node --max-old-space-size=1\n"),
            "/run.js");

    assertThat(closure.needsExactly("/usr/bin/node")).isTrue();
  }

  @Test
  void whatAScriptReadsByRedirectionIsNeeded() {
    RuntimeClosure closure =
        find(
            system()
                .script(
                    "/srv/show.sh",
                    """
                    #!/bin/sh
                    cd /srv
                    wc -c < /data/numbers 2>&1
                    while read -r l; do echo $l; done <list.txt >/run/show/out
                    """)
                .file("/data/numbers", "1")
                .file("/data/others", "2")
                .file("/srv/list.txt", "a")
                .directory("/run/show"),
            "/srv/show.sh");

    assertThat(closure.needsExactly("/data/numbers")).isTrue();
    assertThat(closure.needsExactly("/srv/list.txt")).isTrue();
    assertThat(closure.needs("/run/show")).isTrue();
    assertThat(closure.needsExactly("/data/others")).isFalse();
  }

  @Test
  void whatTheListRunsBesideTheImagesOwnCommandIsNeededToo() {
    RuntimeClosure closure =
        find(system(), List.of(List.of("/bin/sh", "-c", "worker")), "/", "/usr/bin/node");

    assertThat(closure.needsExactly("/usr/bin/worker")).isTrue();
    assertThat(closure.needsExactly("/usr/bin/node")).isTrue();
  }

  @Test
  void whereTheTrailIsLostEveryCommandIsKeptAndSaidToBeUncertain() {
    RuntimeClosure closure = find(system().script("/run.sh", "#!/bin/sh\n$TOOL x\n"), "/run.sh");

    assertThat(closure.need("/usr/bin/gcc"))
        .hasValueSatisfying(need -> assertThat(need.strength()).isEqualTo(Need.Strength.HEURISTIC));
    assertThat(closure.uncertainties())
        .containsExactly("/run.sh runs a command that it works out itself.");
  }

  @Test
  void theDirectoriesThatAProgramExpectsAreNeeded() {
    RuntimeClosure closure =
        find(
            system().directory("/tmp").directory("/var/spool/app").directory("/srv/empty"),
            "/usr/bin/node");

    assertThat(closure.needs("/tmp")).isTrue();
    assertThat(closure.needs("/var/spool/app")).isTrue();
    assertThat(closure.needs("/usr/bin")).isTrue();
  }

  @Test
  void aMissingInterpreterAndAMissingLibraryAreSaid() {
    ElfFacts facts =
        new ElfFacts(
            ElfFacts.Kind.EXECUTABLE,
            62,
            Optional.of("/lib64/ld-linux-x86-64.so.2"),
            List.of("libgone.so.1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            Optional.empty(),
            Optional.empty());

    assertThat(find(system().elf("/app/x", "", facts), "/app/x").uncertainties())
        .containsExactly(
            "/app/x cannot start: its interpreter /lib64/ld-linux-x86-64.so.2 is not in the image.",
            "/app/x needs the library libgone.so.1, which is not in the image.");
  }
}
