package dev.imageaudit.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageUrlTest {
  @Test
  void aDebianPackageIsNamedWithItsDistributionAndItsSource() {
    InstalledPackage libc =
        new InstalledPackage(
            PackageFormat.DEB,
            "libc6",
            "2.36-9+deb12u14",
            "amd64",
            Optional.of("glibc"),
            "libs",
            Optional.empty(),
            false,
            InstallReason.UNKNOWN,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(PackageUrl.of(libc, new OsRelease("debian", "12")))
        .isEqualTo(
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?arch=amd64&distro=debian-12&upstream=glibc");
  }

  @Test
  void aScopedNpmPackageKeepsItsSlashAndEncodesTheRest() {
    assertThat(PackageUrl.of("npm", "@babel/core", "7.24.0", Map.of("arch", "")))
        .isEqualTo("pkg:npm/%40babel/core@7.24.0");
  }

  @Test
  void quotesInOsReleaseAreNoPartOfTheValue() {
    assertThat(OsRelease.parse("ID=\"alpine\"\nVERSION_ID='3.20.3'\nNAME\n"))
        .isEqualTo(new OsRelease("alpine", "3.20.3"));
  }

  @Test
  void anImageThatSaysNothingIsLinux() {
    assertThat(OsRelease.parse("")).isEqualTo(new OsRelease("linux", ""));
  }
}
