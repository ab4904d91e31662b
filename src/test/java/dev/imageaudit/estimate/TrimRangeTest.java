package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.packages.InstallReason;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageFormat;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrimRangeTest {
  private static final String OLD = "/var/lib/dpkg/status-old";
  private static final Finding LOGS = BookkeeperTest.finding(Kind.TEMPORARY, "/var/log/apt.log");
  private static final Finding COMPILER = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

  private static Projection trim(
      List<LayerIndex> layers, int baseLayers, PackageInventory packages, Finding... findings) {
    Subject plain = BookkeeperTest.subject(layers, findings);
    return TrimProjection.of(
            new Subject(
                plain.names(),
                plain.config(),
                plain.root(),
                plain.instructions(),
                baseLayers,
                packages,
                plain.closure(),
                plain.residues()))
        .projection();
  }

  private static Projection trim(List<LayerIndex> layers, int baseLayers, Finding... findings) {
    return trim(layers, baseLayers, PackageInventory.EMPTY, findings);
  }

  @Test
  void whatGoesOfTheBaseIsNoSureSaving() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("opt/data", "d".repeat(50_000)).index(),
            new TarBuilder().whiteout("opt/data").file("app/run", "program").index());

    Projection onABase = trim(layers, 1);
    Projection alone = trim(layers, 0);

    assertThat(onABase.savedUncompressedBytes().expected()).isGreaterThan(50_000);
    assertThat(onABase.savedUncompressedBytes().low()).isZero();
    assertThat(alone.savedUncompressedBytes().low()).isGreaterThan(30_000);
  }

  @Test
  void aBaseWithToolsIsNotTheOneThatStays() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("usr/bin/cc", "c".repeat(50_000)).index(),
            new TarBuilder().file("app/run", "program").index());

    assertThat(trim(layers, 1, COMPILER).savedUncompressedBytes().low()).isGreaterThan(30_000);
  }

  @Test
  void whatInstallingPackagesLeavesBehindIsNoSureSaving() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder()
                .file("var/log/apt.log", "l".repeat(50_000))
                .file("usr/bin/cc", "c".repeat(50_000))
                .index());

    Projection both = trim(layers, 0, LOGS, COMPILER);

    assertThat(both.savedUncompressedBytes().expected()).isGreaterThan(100_000);
    assertThat(both.savedUncompressedBytes().low()).isBetween(30_000L, 52_000L);
  }

  @Test
  void aPackageThatNothingLeadsToMayGo() {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder().file("usr/bin/dash", "d".repeat(50_000)).index(),
            new TarBuilder().file("usr/bin/jq", "j".repeat(50_000)).index());
    PackageInventory packages =
        new PackageInventory(List.of(owner("dash", "/usr/bin/dash"), owner("jq", "/usr/bin/jq")));

    Projection trim = trim(layers, 1, packages);

    assertThat(trim.savedUncompressedBytes().expected()).isZero();
    assertThat(trim.savedUncompressedBytes().high()).isBetween(50_000L, 65_000L);
  }

  @Test
  void whatIsBuiltAgainMayBeALittleLarger() {
    List<LayerIndex> layers =
        List.of(new TarBuilder().file("app/run", "p".repeat(1_000_000)).index());

    Projection trim = trim(layers, 0);

    assertThat(trim.uncompressedBytes().high()).isBetween(1_010_000L, 1_030_000L);
    assertThat(trim.uncompressedBytes().low()).isBetween(970_000L, 992_000L);
    assertThat(trim.savedUncompressedBytes().low()).isZero();
  }

  @Test
  void oldDatabasesAreTraces() {
    assertThat(Traces.has(OLD)).isTrue();
    assertThat(Traces.has("/var/lib/apt/lists/deb.debian.org_dists")).isFalse();
    assertThat(Traces.has("/app/var/lib/dpkg/status-old")).isFalse();
  }

  private static InstalledPackage owner(String name, String file) {
    return new InstalledPackage(
        PackageFormat.DEB,
        name,
        "1",
        "amd64",
        Optional.empty(),
        "",
        Optional.empty(),
        false,
        InstallReason.REQUESTED,
        List.of(),
        List.of(),
        List.of(),
        List.of(file));
  }
}
