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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureFinderTest {
  private static final CaptureRules RULES =
      new CaptureRules(ClosureCapture.keeps(), List.of(), ClosureCapture.SCRIPT_BYTES, "test");
  private static final String SHELL = "/usr/bin/dash";

  private static ElfFacts elf(Optional<String> runpath, String... needed) {
    return new ElfFacts(
        ElfFacts.Kind.SHARED_OBJECT,
        62,
        Optional.of("/lib64/ld-linux-x86-64.so.2"),
        List.of(needed),
        Optional.empty(),
        Optional.empty(),
        runpath,
        List.of(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  private static ElfFacts staticElf(boolean asksCertificates, boolean asksTimeZones) {
    return staticElf(asksCertificates, asksTimeZones, false);
  }

  private static ElfFacts staticElf(
      boolean asksCertificates, boolean asksTimeZones, boolean startsPrograms) {
    return new ElfFacts(
        ElfFacts.Kind.EXECUTABLE,
        62,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        Optional.empty(),
        Optional.empty(),
        new ElfFacts.Loading(
            false, false, asksCertificates, asksTimeZones, startsPrograms, List.of(), List.of()));
  }

  /** A merged-usr system with a shell and a C library. */
  private static RootFixture system() {
    return new RootFixture()
        .directory("/usr/bin")
        .link("/bin", "usr/bin")
        .link("/lib", "usr/lib")
        .link("/lib64", "usr/lib64")
        .link("/usr/bin/sh", "dash")
        .elf(SHELL, "", elf(Optional.empty(), "libc.so.6"))
        .elf("/usr/lib/x86_64-linux-gnu/libc.so.6", "", elf(Optional.empty()))
        .elf("/usr/lib64/ld-linux-x86-64.so.2", "", elf(Optional.empty()))
        .elf("/usr/bin/gcc", "", elf(Optional.empty(), "libc.so.6"))
        .file("/etc/passwd", "root:x:0:0");
  }

  private static RuntimeClosure find(RootFixture root, List<String> entrypoint, String... cmd) {
    return ClosureFinder.find(root.build(RULES), config(entrypoint, List.of(cmd), "/"));
  }

  private static ImageConfig config(List<String> entrypoint, List<String> cmd, String workingDir) {
    return new ImageConfig(
        Optional.empty(),
        Platform.LINUX_AMD64,
        entrypoint,
        cmd,
        List.of("PATH=/usr/local/bin:/usr/bin:/bin"),
        workingDir,
        "",
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void aStaticProgramNeedsOnlyTheCertificatesAndTimeZonesThatItNames() {
    String certificates = "/etc/ssl/certs/ca-certificates.crt";
    String zone = "/usr/share/zoneinfo/Europe/Berlin";
    RootFixture root =
        system()
            .file(certificates, "")
            .file(zone, "")
            .elf("/plain", "", staticElf(false, false))
            .elf("/client", "", staticElf(true, false))
            .elf("/clock", "", staticElf(false, true));

    assertThat(find(root, List.of("/plain")).needs().keySet()).doesNotContain(certificates, zone);
    assertThat(find(root, List.of("/client")).needs().keySet())
        .contains(certificates)
        .doesNotContain(zone);
    assertThat(find(root, List.of("/clock")).needs().keySet())
        .contains(zone)
        .doesNotContain(certificates);
  }

  @ParameterizedTest
  @CsvSource({"/etc/nginx/site.conf, false", "/etc/nginx/nginx.conf, true"})
  void aWebServerOpensOfThePlaceWhereItWorksWhatItsConfigurationNames(
      String configuration, boolean isServed) {
    RootFixture root =
        system()
            .elf("/usr/sbin/nginx", "", elf(Optional.empty(), "libc.so.6"))
            .file("/etc/nginx/nginx.conf", "events {}\n")
            .file(configuration, "http { server { root /app/dist; } }\n")
            .file("/app/dist/index.html", "<p>")
            .file("/app/node_modules/vue/index.js", "1");
    ImageConfig config = config(List.of("/usr/sbin/nginx"), List.of("-g", "daemon off;"), "/app");

    Set<String> needs = ClosureFinder.find(root.build(RULES), config).needs().keySet();

    assertThat(needs).contains("/app").doesNotContain("/app/node_modules/vue/index.js");
    assertThat(needs.contains("/app/dist/index.html")).isEqualTo(isServed);
  }

  @Test
  void aWebServerThatIsToldWhereItStandsMayOpenAllThatLiesThere() {
    RootFixture root =
        system()
            .elf("/usr/sbin/nginx", "", elf(Optional.empty(), "libc.so.6"))
            .file("/app/index.html", "<p>");
    ImageConfig config = config(List.of("/usr/sbin/nginx"), List.of("-p", "."), "/app");

    assertThat(ClosureFinder.find(root.build(RULES), config).needs())
        .containsKey("/app/index.html");
  }

  @Test
  void aProgramWithLibrariesMayAskForCertificatesAndTimeZones() {
    RootFixture root =
        system()
            .file("/etc/ssl/certs/ca-certificates.crt", "")
            .file("/usr/share/zoneinfo/Europe/Berlin", "");

    assertThat(find(root, List.of("sh")).needs().keySet())
        .contains("/etc/ssl/certs/ca-certificates.crt", "/usr/share/zoneinfo/Europe/Berlin");
  }

  @Test
  void aProgramNeedsItsInterpreterItsLibrariesAndTheLinksToThem() {
    RuntimeClosure closure =
        find(
            system().elf("/app/server", "", elf(Optional.empty(), "libc.so.6")),
            List.of("/app/server"));
    assertThat(closure.needs().keySet())
        .contains(
            "/app/server",
            "/lib64",
            "/usr/lib64/ld-linux-x86-64.so.2",
            "/usr/lib/x86_64-linux-gnu/libc.so.6",
            "/etc/passwd")
        .doesNotContain("/usr/bin/gcc", SHELL);
    assertThat(closure.chain("/usr/lib/x86_64-linux-gnu/libc.so.6"))
        .contains("the entry point → /app/server → /usr/lib/x86_64-linux-gnu/libc.so.6");
    assertThat(closure.starts("/app/server")).isTrue();
    assertThat(closure.uncertainties()).isEmpty();
  }

  @Test
  void theShellFormNeedsTheShellAndWhatItRuns() {
    RuntimeClosure closure =
        find(system(), List.of(), "/bin/sh", "-c", "exec gcc -o /tmp/x /tmp/x.c");
    assertThat(closure.needsExactly("/usr/bin/gcc")).isTrue();
    assertThat(closure.needsExactly(SHELL)).isTrue();
    assertThat(closure.needsExactly("/usr/bin/sh")).isTrue();
    assertThat(closure.needsExactly("/bin")).isTrue();
  }

  @Test
  void wrappersAndScriptsLeadToWhatTheyStart() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/usr/bin/tini", "", elf(Optional.empty(), "libc.so.6"))
                .script("/docker-entrypoint.sh", "#!/bin/sh\n. /lib/common.sh\nexec \"$@\"\n")
                .file("/usr/lib/common.sh", "prepare --fast\n")
                .elf("/usr/bin/prepare", "", elf(Optional.empty()))
                .elf("/usr/local/bin/app", "", elf(Optional.empty())),
            List.of("tini", "-g", "--", "/docker-entrypoint.sh"),
            "app",
            "serve");
    assertThat(closure.needsExactly("/usr/bin/prepare")).isTrue();
    assertThat(closure.needsExactly("/usr/local/bin/app")).isTrue();
    assertThat(closure.starts("/docker-entrypoint.sh")).isTrue();
    assertThat(closure.chain("/usr/bin/prepare"))
        .contains(
            "the entry point → /docker-entrypoint.sh → /usr/lib/common.sh → /usr/bin/prepare");
  }

  @Test
  void aLibraryIsFoundByTheRunPathOfWhoeverNeedsIt() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/opt/app/bin/app", "", elf(Optional.of("$ORIGIN/../lib"), "libx.so.1"))
                .elf("/opt/app/lib/libx.so.1", "", elf(Optional.empty()))
                .elf("/usr/lib/libx.so.1", "", elf(Optional.empty())),
            List.of("/opt/app/bin/app"));
    assertThat(closure.needsExactly("/opt/app/lib/libx.so.1")).isTrue();
    assertThat(closure.needs("/usr/lib/libx.so.1")).isFalse();
  }

  @Test
  void aDirectoryThatTheLinkersConfigurationNamesIsSearched() {
    RuntimeClosure closure =
        find(
            system()
                .file("/etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
                .file("/etc/ld.so.conf.d/app.conf", "# ours\n/opt/libs\n")
                .elf("/opt/libs/libx.so.1", "", elf(Optional.empty()))
                .elf("/app", "", elf(Optional.empty(), "libx.so.1")),
            List.of("/app"));
    assertThat(closure.needsExactly("/opt/libs/libx.so.1")).isTrue();
  }

  @Test
  void anInterpretedProgramNeedsItsLanguageAndItsProjectLoosely() {
    RuntimeClosure closure =
        ClosureFinder.find(
            system()
                .elf("/usr/local/bin/python3.11", "", elf(Optional.empty(), "libc.so.6"))
                .link("/usr/local/bin/python", "python3.11")
                .file("/usr/local/lib/python3.11/os.py", "")
                .file("/usr/local/lib/python3.11/test/x.py", "")
                .elf(
                    "/usr/local/lib/python3.11/lib-dynload/_ssl.so",
                    "",
                    elf(Optional.empty(), "libssl.so.3"))
                .elf("/usr/lib/x86_64-linux-gnu/libssl.so.3", "", elf(Optional.empty()))
                .file("/srv/shop/pyproject.toml", "")
                .file("/srv/shop/shop/main.py", "")
                .file("/srv/shop/shop/other.py", "")
                .build(RULES),
            config(List.of("python"), List.of("shop/main.py"), "/srv/shop"));
    assertThat(closure.needsExactly("/srv/shop/shop/main.py")).isTrue();
    assertThat(closure.needs("/srv/shop/shop/other.py")).isTrue();
    assertThat(closure.needsExactly("/srv/shop/shop/other.py")).isFalse();
    assertThat(closure.needs("/usr/local/lib/python3.11/os.py")).isTrue();
    assertThat(closure.needs("/usr/local/lib/python3.11/test/x.py")).isFalse();
    assertThat(closure.needsExactly("/usr/lib/x86_64-linux-gnu/libssl.so.3")).isTrue();
  }

  @Test
  void whatIsMissingOrUnknownIsAnUncertainty() {
    assertThat(find(system(), List.of()).uncertainties())
        .containsExactly("The image has neither ENTRYPOINT nor CMD.");
    assertThat(find(system(), List.of("/gone")).uncertainties())
        .containsExactly("The entry point's program /gone is not in the image.");
    assertThat(
            find(system().script("/run.sh", "#!/bin/sh\n$TOOL x\n"), List.of("/run.sh"))
                .uncertainties())
        .containsExactly("/run.sh runs a command that it works out itself.");
  }

  @Test
  void scriptsThatRunEachOtherEnd() {
    RuntimeClosure closure =
        find(
            system()
                .script("/a.sh", "#!/bin/sh\n/b.sh \"$@\" x\n")
                .script("/b.sh", "#!/bin/sh\n/a.sh \"$@\" y\n"),
            List.of("/a.sh"));
    assertThat(closure.needsExactly("/b.sh")).isTrue();
  }

  private static RootFixture calling(String source, String text) {
    return system()
        .elf("/usr/bin/python3", "", elf(Optional.empty()))
        .elf("/usr/bin/git", "", elf(Optional.empty()))
        .elf("/usr/bin/convert", "", elf(Optional.empty()))
        .file(source, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subprocess.run(\n    ['git', 'log'], check=True)",
        "import os; os.system(\"git log\")",
        "run(\"git\", \"log\")",
        "const { execSync } = require('child_process'); execSync(`git log ${x}`)",
        "child_process.spawn('/usr/bin/git', ['log'])",
        "out, _ = Open3.capture2('git', 'log')",
        "system 'git log | head'",
        "$p = new Process(['git', 'log']);"
      })
  void aProgramThatASourceStartsByNameIsNeeded(String text) {
    RuntimeClosure closure =
        find(calling("/srv/shop/app/main.py", text), List.of("python3", "/srv/shop/app/main.py"));

    assertThat(closure.needsExactly("/usr/bin/git")).isTrue();
    assertThat(closure.needs("/usr/bin/convert")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print('git log')",
        "match = /x/.exec('git')",
        "tool = 'git'",
        "# `git log` says what changed"
      })
  void aProgramThatASourceOnlyMentionsIsNot(String text) {
    RuntimeClosure closure =
        find(calling("/srv/shop/app/main.py", text), List.of("python3", "/srv/shop/app/main.py"));

    assertThat(closure.needs("/usr/bin/git")).isFalse();
  }

  @Test
  void whereAProgramOfGoMayStartOthersAllCommandsStayAndThatIsSaid() {
    RuntimeClosure closure =
        find(
            system().elf("/usr/local/bin/serve", "", staticElf(false, false, true)),
            List.of("serve"));

    assertThat(closure.needs("/usr/bin/sh")).isTrue();
    assertThat(closure.uncertainties())
        .containsExactly(
            "/usr/local/bin/serve may start programs whose names it works out itself.");
  }

  @Test
  void cronStartsWhatItsTablesName() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/usr/sbin/cron", "", elf(Optional.empty()))
                .elf("/usr/bin/backup", "", elf(Optional.empty()))
                .elf("/usr/bin/sweep", "", elf(Optional.empty()))
                .elf("/usr/bin/root", "", elf(Optional.empty()))
                .file("/etc/cron.d/jobs", "MAILTO=x\n# sweep\n*/5 1-3 * * mon root backup --all\n")
                .file("/var/spool/cron/crontabs/shop", "@daily cd /tmp && sweep >/dev/null\n"),
            List.of("/usr/sbin/cron", "-f"));

    assertThat(closure.needsExactly("/usr/bin/backup")).isTrue();
    assertThat(closure.needsExactly("/usr/bin/sweep")).isTrue();
    assertThat(closure.needs("/usr/bin/root")).isFalse();
  }

  @Test
  void cronStartsAnInterpretersScript() {
    RuntimeClosure closure =
        find(
            system()
                .elf("/usr/sbin/cron", "", elf(Optional.empty()))
                .elf("/usr/bin/python3", "", elf(Optional.empty()))
                .file("/opt/jobs/x.py", "import json\n")
                .file(
                    "/etc/cron.d/jobs", "* * * * * root python3 /opt/jobs/x.py >> /tmp/log 2>&1\n"),
            List.of("/usr/sbin/cron", "-f"));

    assertThat(closure.needsExactly("/usr/bin/python3")).isTrue();
    assertThat(closure.needs("/opt/jobs/x.py")).isTrue();
  }
}
