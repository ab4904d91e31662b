package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpmDatabaseTest {
  private static final CaptureRules RULES =
      new CaptureRules(PackageDatabases.captureKeeps(), List.of(), "test");
  private static final OsRelease RHEL = new OsRelease("rhel", "9.4");

  static byte[] fixture(String name) {
    try (InputStream in = RpmDatabaseTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RootFixture redHat() {
    return new RootFixture()
        .directory("/usr/bin")
        .link("/bin", "usr/bin")
        .file("/usr/bin/demo-sh", "sh")
        .link("/usr/bin/sh", "demo-sh")
        .file("/usr/lib64/libdemo.so.1.0", "so")
        .link("/usr/lib64/libdemo.so.1", "libdemo.so.1.0")
        .file("/usr/bin/demo-tool", "tool")
        .file("/etc/demo.conf", "conf")
        .file("/usr/share/doc/demo-tool/page1", "from elsewhere");
  }

  private static PackageInventory read(RootFixture fixture) {
    return PackageDatabases.read(fixture.build(RULES));
  }

  @ParameterizedTest
  @CsvSource({
    "/var/lib/rpm/,rpmdb.sqlite",
    "/usr/lib/sysimage/rpm/,rpmdb.sqlite",
    "/usr/share/rpm/,rpmdb.sqlite",
    "/usr/lib/sysimage/rpm/,Packages.db",
    "/var/lib/rpm/,Packages",
  })
  void eachFormOfTheDatabaseSaysTheSame(String directory, String file) {
    PackageInventory inventory = read(redHat().file(directory + file, fixture(file)));

    assertThat(inventory.unread()).isEmpty();
    assertThat(inventory.packages())
        .extracting(InstalledPackage::toString)
        .containsExactly(
            "demo-libs 0:5.1.8-9.el9", "demo-shell 1:5.1.8-9.el9", "demo-tool 1:5.1.8-9.el9");
    InstalledPackage tool = inventory.named("demo-tool").orElseThrow();
    assertThat(tool.architecture()).isEqualTo("noarch");
    assertThat(tool.licence()).hasValue("MIT");
    assertThat(tool.source()).hasValue("demo-shell");
    assertThat(tool.reason()).isEqualTo(InstallReason.UNKNOWN);
    assertThat(tool.depends())
        .contains(List.of("/usr/bin/demo-sh"), List.of("demo-helper", "demo-libs"))
        .doesNotContain(List.of());
    assertThat(tool.recommends()).containsExactly(List.of("demo-helper"));
    assertThat(inventory.named("demo-shell").orElseThrow().provides())
        .contains("demo-shell", "/bin/sh");
  }

  @Test
  void theDatabaseIsFoundWhereALinkLeadsTo() {
    PackageInventory inventory =
        read(
            redHat()
                .link("/var/lib/rpm", "../../usr/lib/sysimage/rpm")
                .file("/usr/lib/sysimage/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite")));

    assertThat(inventory.packages()).hasSize(3);
  }

  @Test
  void aPackageOwnsWhatItInstalledAndNotWhatItLeftOut() {
    PackageInventory inventory =
        read(redHat().file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite")));

    assertThat(inventory.owner("/usr/bin/demo-tool"))
        .map(InstalledPackage::name)
        .hasValue("demo-tool");
    assertThat(inventory.owner("/usr/lib64/libdemo.so.1"))
        .map(InstalledPackage::name)
        .hasValue("demo-libs");
    assertThat(inventory.owner("/usr/share/doc/demo-tool/page1")).isEmpty();
    assertThat(inventory.named("demo-tool").orElseThrow().files())
        .containsExactlyInAnyOrder("/usr/bin/demo-tool", "/etc/demo.conf");
  }

  @Test
  void thePackageUrlHasTheEpochApart() {
    PackageInventory inventory =
        read(redHat().file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite")));

    assertThat(PackageUrl.of(inventory.named("demo-libs").orElseThrow(), RHEL))
        .isEqualTo(
            "pkg:rpm/redhat/demo-libs@5.1.8-9.el9"
                + "?arch=x86_64&distro=rhel-9.4&epoch=0&upstream=demo-shell");
  }

  @Test
  void whatIsCommittedInTheLogAloneCounts() {
    PackageInventory inventory =
        read(
            redHat()
                .file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite"))
                .file("/var/lib/rpm/rpmdb.sqlite-wal", fixture("rpmdb.sqlite-wal")));

    assertThat(inventory.packages())
        .extracting(InstalledPackage::name)
        .containsExactly("demo-libs", "demo-shell");
  }

  @Test
  void whatTheLogHasNotCommittedDoesNotCount() {
    byte[] log = fixture("rpmdb.sqlite-wal");
    int pageBytes = ByteBuffer.wrap(log).getInt(8);
    for (int frame = 32; frame < log.length; frame += 24 + pageBytes) {
      ByteBuffer.wrap(log).putInt(frame + 4, 0);
    }
    PackageInventory inventory =
        read(
            redHat()
                .file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite"))
                .file("/var/lib/rpm/rpmdb.sqlite-wal", log));

    assertThat(inventory.packages()).hasSize(3);
  }

  @Test
  void whoNeedsAFileNeedsThePackageThatOwnsIt() {
    PackageInventory inventory =
        read(redHat().file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite")));
    Dependencies dependencies = new Dependencies(inventory);

    Set<InstalledPackage> needed =
        dependencies.requirements(List.of(inventory.named("demo-tool").orElseThrow()));

    assertThat(needed)
        .extracting(InstalledPackage::name)
        .containsExactlyInAnyOrder("demo-tool", "demo-shell", "demo-libs");
    assertThat(dependencies.dependents(List.of(inventory.named("demo-shell").orElseThrow())))
        .extracting(InstalledPackage::name)
        .containsExactly("demo-tool");
  }

  @Test
  void whatDnfBroughtAlongIsOrphanedByTheRemovalOfWhatItWasAskedFor() {
    PackageInventory inventory =
        read(
            redHat()
                .file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite"))
                .file("/var/lib/dnf/history.sqlite", fixture("history.sqlite")));

    assertThat(inventory.packages())
        .extracting(InstalledPackage::reason)
        .containsExactly(
            InstallReason.DEPENDENCY, InstallReason.DEPENDENCY, InstallReason.REQUESTED);
    assertThat(
            new Dependencies(inventory)
                .orphanedBy(List.of(inventory.named("demo-tool").orElseThrow())))
        .extracting(InstalledPackage::name)
        .containsExactly("demo-libs", "demo-shell");
  }

  @Test
  void whatDnfDoesNotRememberIsNeverOrphaned() {
    PackageInventory inventory =
        read(
            redHat()
                .file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite"))
                .file("/var/lib/dnf/history.sqlite", "no database"));

    assertThat(
            new Dependencies(inventory)
                .orphanedBy(List.of(inventory.named("demo-tool").orElseThrow())))
        .isEmpty();
  }

  @Test
  void theFifthDnfWritesItsReasonsAsText() {
    PackageInventory inventory =
        read(
            redHat()
                .file("/var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite"))
                .file(
                    "/usr/lib/sysimage/libdnf5/packages.toml",
                    """
                    version = "1.0"

                    [packages."demo-libs.x86_64"]
                    reason = "Weak Dependency"

                    [packages]
                    "demo-shell.x86_64" = {reason = "External User"}
                    "demo-tool.noarch" = {from_repo = "x", reason = "None"}
                    """));

    assertThat(inventory.packages())
        .extracting(InstalledPackage::reason)
        .containsExactly(InstallReason.DEPENDENCY, InstallReason.REQUESTED, InstallReason.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpmdb.sqlite", "Packages.db", "Packages"})
  void aDatabaseThatCannotBeReadIsNamed(String file) {
    PackageInventory inventory = read(redHat().file("/var/lib/rpm/" + file, "no database at all"));

    assertThat(inventory.packages()).isEmpty();
    assertThat(inventory.unread()).containsExactly("/var/lib/rpm/" + file);
  }

  @Property(tries = 150)
  void noChangeOfADatabaseIsEverAnError(
      @ForAll @IntRange(max = 2) int form,
      @ForAll @Size(max = 12) List<@IntRange(max = 1 << 20) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(max = 1 << 20) int cut) {
    String file = List.of("rpmdb.sqlite", "Packages.db", "Packages").get(form);
    byte[] bytes = fixture(file);
    byte[] log = fixture("rpmdb.sqlite-wal");
    for (int place : places) {
      bytes[place % bytes.length] = value;
      bytes[place % 4096] = value;
      log[place % log.length] = value;
    }
    byte[] cutBytes =
        ByteBuffer.allocate(cut % 3 == 0 ? cut % bytes.length : bytes.length)
            .put(bytes, 0, cut % 3 == 0 ? cut % bytes.length : bytes.length)
            .array();
    read(
        redHat().file("/var/lib/rpm/" + file, cutBytes).file("/var/lib/rpm/rpmdb.sqlite-wal", log));
  }

  @Property(tries = 200)
  void noBytesAreEverAnErrorOfAHeader(@ForAll @Size(max = 200) byte[] bytes, @ForAll int count)
      throws DamagedDatabaseException {
    ByteBuffer blob = ByteBuffer.allocate(bytes.length + 8).order(ByteOrder.BIG_ENDIAN);
    blob.putInt(count % (bytes.length / 16 + 1)).putInt(bytes.length).put(bytes).flip();
    RpmHeader header;
    try {
      header = new RpmHeader(blob);
    } catch (DamagedDatabaseException e) {
      return;
    }
    for (int i = 0; i + 4 <= bytes.length; i++) {
      int tag = ByteBuffer.wrap(bytes).getInt(i);
      header.texts(tag);
      header.integers(tag);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | bash",
        "libc.so.6(GLIBC_2.34)(64bit) | libc.so.6(GLIBC_2.34)(64bit)",
        "rpmlib(PayloadIsZstd) | ''",
        "(gcc >= 12 or clang) | gcc clang",
        "((perl(Carp) >= 1 or perl-base) if perl) | perl(Carp) perl-base",
        "( | ''",
      })
  void aNeedIsANameOrTheNamesThatARichOneMayMean(String text, String names) {
    assertThat(String.join(" ", RpmRelation.names(text))).isEqualTo(names);
  }

  @Test
  void aPageThatLeadsToItselfIsADamagedDatabase() {
    byte[] bytes = fixture("rpmdb.sqlite");
    // The schema's page becomes an inner page whose last child is itself.
    bytes[100] = 5;
    ByteBuffer.wrap(bytes).putShort(103, (short) 0).putInt(108, 1);

    assertThat(read(redHat().file("/var/lib/rpm/rpmdb.sqlite", bytes)).unread()).hasSize(1);
  }
}
