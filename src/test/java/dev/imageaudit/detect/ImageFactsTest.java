package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.packages.InstallReason;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageFormat;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageFactsTest {
  private static final InstalledPackage JRE =
      new InstalledPackage(
          PackageFormat.DEB,
          "openjdk-17-jre-headless",
          "17",
          "amd64",
          Optional.empty(),
          "",
          Optional.empty(),
          false,
          InstallReason.DEPENDENCY,
          List.of(),
          List.of(),
          List.of(),
          List.of("/usr/lib", "/usr/lib/jvm/bin/java"));

  private static ImageFacts facts(String... needed) {
    return new ImageFacts(
        new RootFixture()
            .elf("/usr/lib/jvm/bin/java", "")
            .elf("/opt/runtime/bin/java", "")
            .elf("/opt/runtime/lib/java", "")
            .build(CaptureRules.NONE),
        new PackageInventory(List.of(JRE)),
        List.of(needed)::contains);
  }

  @Test
  void aPackageIsNeededForItsFilesAndNotForADirectoryThatItLists() {
    assertThat(facts("/usr/lib/jvm/bin/java").isNeeded(JRE)).isTrue();
    assertThat(facts("/usr/lib").isNeeded(JRE)).isFalse();
  }

  @Test
  void aProgramThatNoPackageBroughtTakesThePlaceOfAPackagesOwn() {
    assertThat(facts("/opt/runtime/bin/java").isSuperseded(JRE)).isTrue();
    assertThat(facts("/opt/runtime/lib/java").isSuperseded(JRE)).isFalse();
    assertThat(facts("/opt/runtime/bin/java", "/usr/lib/jvm/bin/java").isSuperseded(JRE)).isFalse();
  }
}
