package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.ImageAudit.ListedPackage;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.packages.PackageDatabases;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageListTest {
  private static final CaptureRules RULES =
      new CaptureRules(PackageDatabases.captureKeeps(), List.of(), "test");
  private static final long HEADER_BYTES = 512;

  private static List<ListedPackage> list(RootFixture fixture) {
    RootFilesystem root = fixture.build(RULES);
    return new PackageList(root, PackageDatabases.read(root)).packages();
  }

  private static String manifest(String name) {
    return "{\"name\":\"%s\",\"version\":\"1\",\"license\":\"MIT\"}".formatted(name);
  }

  private static RootFixture debian() {
    return new RootFixture()
        .file("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
        .file("/usr/bin/tool", "12345")
        .link("/usr/bin/link", "tool")
        .directory("/usr/share/tool")
        .file("/var/lib/dpkg/status", "Package: tool\nVersion: 2\nArchitecture: amd64\n")
        .file(
            "/var/lib/dpkg/info/tool.list",
            "/usr/bin/tool\n/usr/bin/link\n/usr/share/tool\n/usr/bin/again\n")
        .layer()
        .hardLink("/usr/bin/again", "/usr/bin/tool")
        .file("/app/node_modules/a/package.json", manifest("a"))
        .file("/app/node_modules/a/node_modules/b/package.json", manifest("b"))
        .layer()
        .file("/app/node_modules/a/large.js", "x".repeat(5000));
  }

  @Test
  void aPackageWeighsWhatItsFilesOccupyAndLiesWhereMostOfThatDoes() {
    List<ListedPackage> packages = list(debian());

    assertThat(packages).extracting(ListedPackage::name).containsExactly("tool", "a", "b");
    ListedPackage tool = packages.get(0);
    assertThat(tool.files()).isEqualTo(3);
    assertThat(tool.bytes()).isEqualTo(5 + 4 * HEADER_BYTES);
    assertThat(tool.layer()).hasValue(0);
    ListedPackage a = packages.get(1);
    assertThat(a.layer()).hasValue(2);
    assertThat(a.bytes()).isEqualTo(manifest("a").length() + 5000 + 2 * HEADER_BYTES);
  }

  @Test
  void aPackageSaysWhatItsDatabaseOrManifestSays() {
    assertThat(list(debian()).get(0))
        .isEqualTo(
            new ListedPackage(
                "deb",
                "tool",
                Optional.of("2"),
                Optional.of("pkg:deb/debian/tool@2?arch=amd64&distro=debian-12"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                3,
                5 + 4 * HEADER_BYTES,
                5 + 4 * HEADER_BYTES,
                Optional.of(0)));
    ListedPackage b = list(debian()).get(2);
    assertThat(b.direct()).hasValue(false);
    assertThat(b.licence()).hasValue("MIT");
    assertThat(b.path()).hasValue("/app/node_modules/a/node_modules/b/package.json");
  }

  @Test
  void theDistributionsPackagesComeFirstWhateverTheyAreCalled() {
    RootFixture rpmLike =
        new RootFixture()
            .file("/node_modules/a/package.json", manifest("a"))
            .file("/lib/apk/db/installed", "P:zlib\nV:1\n\nP:musl\nV:1\n");

    assertThat(list(rpmLike)).extracting(ListedPackage::name).containsExactly("musl", "zlib", "a");
  }

  @Test
  void noTextOfAHostileDatabaseMakesAReportLarge() {
    String longText = "n".repeat(100_000);
    List<ListedPackage> packages =
        list(
            new RootFixture()
                .file(
                    "/lib/apk/db/installed",
                    "P:" + longText + "\nV:" + longText + "\nL:" + longText + "\n"));

    assertThat(packages).hasSize(1);
    assertThat(packages.get(0).toString()).hasSizeLessThan(1500);
    assertThat(packages.get(0).purl()).isEmpty();
  }
}
