package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFixture;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PackageDatabasesTest {
  private static final CaptureRules RULES =
      new CaptureRules(PackageDatabases.captureKeeps(), List.of(), "test");

  private static PackageInventory read(RootFixture fixture) {
    return PackageDatabases.read(fixture.build(RULES));
  }

  private static final String LIBC =
      """
      Package: libc6
      Status: install ok installed
      Priority: optional
      Section: libs
      Architecture: amd64
      Multi-Arch: same
      Source: glibc (2.36)
      Version: 2.36-9+deb12u14
      Pre-Depends: libcrypt1 (>= 1:4.4.10-10)
      Depends: libgcc-s1, debconf (>= 0.5) | debconf-2.0:any
      Description: GNU C Library: Shared libraries
       Contains the standard libraries: that are used by
       .
       nearly all programs.
      Conffiles:
       /etc/ld.so.conf.d/x86_64-linux-gnu.conf d4e7a7b88a71b5ffd9e2644e71a0cfab

      Package: gone
      Status: deinstall ok config-files
      Version: 1

      Package: dash
      Essential: yes
      Status: install ok installed
      Version: 0.5
      Architecture: amd64
      """;

  @Test
  void aFileListedUnderAMergedDirectoryIsOwnedWhereItReallyLies() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .directory("/usr/bin")
                .directory("/usr/lib")
                .link("/lib", "usr/lib")
                .link("/bin", "usr/bin")
                .file("/usr/lib/libc.so.6", "")
                .file("/usr/bin/dash", "")
                .file("/var/lib/dpkg/status", LIBC)
                .file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\n")
                .file("/var/lib/dpkg/info/dash.list", "/.\n/bin\n/bin/dash\n"));

    assertThat(inventory.owner("/usr/lib/libc.so.6")).map(InstalledPackage::name).hasValue("libc6");
    assertThat(inventory.owner("/usr/bin/dash")).map(InstalledPackage::name).hasValue("dash");
    assertThat(inventory.owner("/bin/dash")).isEmpty();
  }

  @Test
  void aDirectoryThatHasBecomeALinkIsNoPackages() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .directory("/usr/lib")
                .link("/lib", "usr/lib")
                .file("/usr/lib/libc.so.6", "")
                .file("/var/lib/dpkg/status", LIBC)
                .file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\n"));

    assertThat(inventory.owner("/lib")).isEmpty();
  }

  @Test
  void thePackagesOwnFilesOfTheDatabaseAreItsRecords() {
    RootFixture fixture =
        new RootFixture()
            .file("/var/lib/dpkg/status", LIBC)
            .file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n")
            .file("/var/lib/dpkg/info/libc6:amd64.postinst", "")
            .file("/var/lib/dpkg/info/libc6-dev.list", "/.\n")
            .file("/var/lib/dpkg/info/dash.md5sums", "");
    InstalledPackage libc = read(fixture).named("libc6").orElseThrow();

    assertThat(DpkgRecords.of(fixture.build(RULES), libc))
        .extracting(RootFile::path)
        .containsExactly(
            "/var/lib/dpkg/info/libc6:amd64.list", "/var/lib/dpkg/info/libc6:amd64.postinst");
  }

  @Test
  void aParagraphOfStatusSaysWhatIsInstalledAndWhatItNeeds() {
    PackageInventory inventory = read(new RootFixture().file("/var/lib/dpkg/status", LIBC));

    assertThat(inventory.packages())
        .extracting(InstalledPackage::name)
        .containsExactly("dash", "libc6");
    InstalledPackage libc = inventory.named("libc6").orElseThrow();
    assertThat(libc.source()).hasValue("glibc");
    assertThat(libc.section()).isEqualTo("libs");
    assertThat(libc.depends())
        .containsExactly(
            List.of("libcrypt1"), List.of("libgcc-s1"), List.of("debconf", "debconf-2.0"));
    assertThat(libc.essential()).isFalse();
    assertThat(libc.automatic()).isFalse();
    assertThat(inventory.named("dash")).map(InstalledPackage::essential).hasValue(true);
  }

  @Test
  void whatAptInstalledAlongIsAutomaticForItsArchitectureAlone() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .file("/var/lib/dpkg/status", LIBC)
                .file(
                    "/var/lib/apt/extended_states",
                    """
                    Package: libc6
                    Architecture: amd64
                    Auto-Installed: 1

                    Package: dash
                    Architecture: i386
                    Auto-Installed: 1
                    """));

    assertThat(inventory.named("libc6")).map(InstalledPackage::automatic).hasValue(true);
    assertThat(inventory.named("dash")).map(InstalledPackage::automatic).hasValue(false);
  }

  @Test
  void aDistrolessImagesPackagesOwnTheFilesOfTheirSums() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .file("/var/lib/dpkg/status.d/libssl3", "Package: libssl3\nVersion: 3.0.1\n")
                .file(
                    "/var/lib/dpkg/status.d/libssl3.md5sums",
                    "d41d8cd98f00b204e9800998ecf8427e  usr/lib/libssl.so.3\nrubbish\n"));

    assertThat(inventory.packages()).hasSize(1);
    assertThat(inventory.owner("/usr/lib/libssl.so.3"))
        .map(InstalledPackage::version)
        .isEqualTo(Optional.of("3.0.1"));
  }

  @Test
  void aDivertedNameBelongsToWhoDivertedIt() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .file(
                    "/var/lib/dpkg/status",
                    """
                    Package: dash
                    Status: install ok installed

                    Package: shell
                    Status: install ok installed
                    """)
                .file("/var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.distrib\nshell\n")
                .file("/var/lib/dpkg/info/dash.list", "/bin/sh\n")
                .file("/var/lib/dpkg/info/shell.list", "/bin/sh\n"));

    assertThat(inventory.owner("/bin/sh")).map(InstalledPackage::name).hasValue("shell");
    assertThat(inventory.owner("/bin/sh.distrib")).map(InstalledPackage::name).hasValue("dash");
  }

  private static final String APK =
      """
      C:Q1p3fTl0M7R5yYcLrJ8mFzWn3tq5E=
      P:musl
      V:1.2.5-r10
      A:x86_64
      p:so:libc.musl-x86_64.so.1=1
      F:lib
      R:ld-musl-x86_64.so.1
      a:0:0:755
      Z:Q1v0Qb1h0Jm7x4mF3C2kq0t7oJ0Sg=

      P:gcc
      V:14.2.0-r4
      A:x86_64
      o:gcc-source
      D:binutils=2.43 so:libc.musl-x86_64.so.1 !conflicting
      F:usr/bin
      R:gcc

      P:.build-deps
      V:20240101
      D:gcc""";

  @Test
  void alpinesPackagesOwnTheirFilesAndAreAutomaticUnlessInTheWorld() {
    PackageInventory inventory =
        read(
            new RootFixture()
                .file("/lib/apk/db/installed", APK)
                .file("/etc/apk/world", "musl\n.build-deps=20240101\n"));

    InstalledPackage gcc = inventory.named("gcc").orElseThrow();
    assertThat(inventory.owner("/usr/bin/gcc")).hasValue(gcc);
    assertThat(inventory.owner("/lib/ld-musl-x86_64.so.1"))
        .map(InstalledPackage::name)
        .hasValue("musl");
    assertThat(gcc.automatic()).isTrue();
    assertThat(gcc.source()).hasValue("gcc-source");
    assertThat(gcc.depends())
        .containsExactly(List.of("binutils"), List.of("so:libc.musl-x86_64.so.1"));
    assertThat(inventory.named("musl")).map(InstalledPackage::automatic).hasValue(false);
    assertThat(inventory.named(".build-deps")).map(InstalledPackage::automatic).hasValue(false);
  }

  @Test
  void anImageWithoutADatabaseHasNoPackages() {
    assertThat(read(new RootFixture().file("/app", "")).packages()).isEmpty();
  }

  @Property(tries = 200)
  void noContentOfADatabaseIsEverAnError(@ForAll String text, @ForAll String list) {
    read(
        new RootFixture()
            .file("/var/lib/dpkg/status", "Package: a\nStatus: " + text)
            .file("/var/lib/dpkg/status.d/x", text)
            .file("/var/lib/dpkg/status.d/x.md5sums", list)
            .file("/var/lib/dpkg/info/a.list", list + "\n/../../" + list)
            .file("/var/lib/dpkg/diversions", list)
            .file("/var/lib/apt/extended_states", text)
            .file("/etc/apk/world", list)
            .file("/etc/os-release", text)
            .file("/lib/apk/db/installed", "P:x\nF:" + list + "\nR:" + text));
  }
}
