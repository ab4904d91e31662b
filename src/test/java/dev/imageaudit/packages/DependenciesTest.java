package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private static InstalledPackage manual(String name, String depends) {
    return installed(name, false, depends, "", "");
  }

  private static InstalledPackage automatic(String name, String depends) {
    return installed(name, true, depends, "", "");
  }

  private static InstalledPackage installed(
      String name, boolean automatic, String depends, String recommends, String provides) {
    return new InstalledPackage(
        PackageFormat.DEB,
        name,
        "1",
        "amd64",
        Optional.empty(),
        "",
        Optional.empty(),
        false,
        automatic ? InstallReason.DEPENDENCY : InstallReason.REQUESTED,
        ControlFile.relations(depends),
        ControlFile.relations(recommends),
        Stream.of(provides).filter(p -> !p.isEmpty()).toList(),
        List.of());
  }

  private static Set<String> orphans(String removed, InstalledPackage... packages) {
    PackageInventory inventory = new PackageInventory(List.of(packages));
    Set<InstalledPackage> orphans =
        new Dependencies(inventory).orphanedBy(List.of(inventory.named(removed).orElseThrow()));
    return Set.copyOf(orphans.stream().map(InstalledPackage::name).toList());
  }

  @Test
  void whatOnlyTheRemovedPackageNeededIsOrphanedWithAllThatItNeeds() {
    assertThat(
            orphans(
                "gcc",
                manual("gcc", "cpp, libc6"),
                automatic("cpp", "libisl23"),
                automatic("libisl23", "libc6"),
                automatic("libc6", ""),
                manual("curl", "libc6")))
        .containsExactlyInAnyOrder("cpp", "libisl23");
  }

  @Test
  void whatAnotherPackageNeedsOrRecommendsStays() {
    assertThat(
            orphans(
                "gcc",
                manual("gcc", "a, b"),
                automatic("a", ""),
                automatic("b", ""),
                manual("x", "a"),
                installed("y", false, "", "b", "")))
        .isEmpty();
  }

  @Test
  void everyAlternativeAndProviderOfANeedStays() {
    assertThat(
            orphans(
                "gone",
                manual("gone", "mawk, postfix"),
                automatic("mawk", ""),
                installed("postfix", true, "", "", "mta"),
                manual("x", "gawk | mawk, mta")))
        .isEmpty();
  }

  @Test
  void whatWasInstalledByHandStaysAndSoDoesAllWhereNothingIsMarkedAutomatic() {
    assertThat(orphans("gcc", manual("gcc", "make"), manual("make", ""))).isEmpty();
  }

  @Test
  void whatNobodyNeededBeforeIsNotOrphanedByTheRemoval() {
    assertThat(orphans("gcc", manual("gcc", ""), automatic("left-over", ""))).isEmpty();
  }

  @Test
  void aCircleOfAutomaticPackagesGoesAsAWhole() {
    assertThat(orphans("p", manual("p", "a"), automatic("a", "b"), automatic("b", "a")))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whatCannotBeWithoutAPackageGoesWithIt() {
    PackageInventory inventory =
        new PackageInventory(
            List.of(
                manual("build-essential", "g++"),
                automatic("g++", "gcc"),
                manual("gcc", ""),
                manual("editor", "gcc | clang"),
                manual("clang", "")));

    Set<InstalledPackage> dependents =
        new Dependencies(inventory).dependents(List.of(inventory.named("gcc").orElseThrow()));

    assertThat(dependents)
        .extracting(InstalledPackage::name)
        .containsExactly("build-essential", "g++");
  }

  @Test
  void ofAlternativesTheFirstThatIsInstalledIsRequired() {
    PackageInventory inventory =
        new PackageInventory(
            List.of(
                manual("libtool", "tcc | gcc | clang"),
                automatic("gcc", "cpp"),
                automatic("cpp", ""),
                automatic("clang", "")));

    Set<InstalledPackage> required =
        new Dependencies(inventory).requirements(List.of(inventory.named("libtool").orElseThrow()));

    assertThat(required)
        .extracting(InstalledPackage::name)
        .containsExactlyInAnyOrder("libtool", "gcc", "cpp");
  }
}
