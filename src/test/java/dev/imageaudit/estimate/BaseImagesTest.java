package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.estimate.RuntimeBase.Libc;
import dev.imageaudit.estimate.RuntimeBase.Role;
import dev.imageaudit.oci.Platform;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseImagesTest {
  private static final String HEADER = "image,tag,platform,compressed_bytes,ecosystem,libc,date\n";

  @Test
  void eachBundledImageIsDatedAndHasASource() {
    BaseImages bundled = BaseImages.bundled();

    assertThat(bundled.all()).hasSizeGreaterThan(50);
    assertThat(bundled.all())
        .allSatisfy(
            base -> {
              assertThat(base.source()).isNotBlank();
              assertThat(base.date()).isAfter(LocalDate.of(2025, 12, 1));
              assertThat(PublishedWeight.isKnown(base)).isTrue();
            });
  }

  @Test
  void anImageIsFoundByItsNameHoweverItIsWritten() {
    BaseImages bundled = BaseImages.bundled();

    RuntimeBase slim =
        bundled.find("docker.io/library/debian:bookworm-slim", Platform.LINUX_AMD64).orElseThrow();

    assertThat(slim.name()).isEqualTo("debian:bookworm-slim");
    assertThat(slim.compressedBytes()).hasValue(28_232_590);
    assertThat(slim.uncompressedBytes()).hasValue(74_830_000);
    assertThat(slim.approximate()).isTrue();
    assertThat(slim.role()).isEqualTo(Role.RUNTIME);
    assertThat(slim.libc()).isEqualTo(Libc.GLIBC);
    assertThat(bundled.find("debian:no-such", Platform.LINUX_AMD64)).isEmpty();
  }

  @Test
  void imagesOfOnePlatformAreAskedFor() {
    assertThat(BaseImages.bundled().on(Platform.parse("linux/arm64")))
        .isNotEmpty()
        .allSatisfy(base -> assertThat(base.platform().architecture()).isEqualTo("arm64"));
  }

  @Test
  void aFileAddsImagesAndReplacesThoseOfTheSameName() {
    BaseImages bundled = BaseImages.bundled();

    BaseImages own =
        bundled.with(
            "own.csv",
            "\uFEFF"
                + HEADER
                + """
                # ours
                registry.example.com/base/jre,17,,90000000,java,glibc,2026-10-01

                debian,bookworm-slim,linux/amd64,28000000,os-glibc,glibc,2026-10-02
                """);

    assertThat(own.all()).hasSize(bundled.all().size() + 1);
    RuntimeBase jre =
        own.find("registry.example.com/base/jre:17", Platform.LINUX_AMD64).orElseThrow();
    assertThat(jre.source()).isEqualTo("own.csv");
    assertThat(jre.role()).isEqualTo(Role.RUNTIME);
    assertThat(jre.uncompressedBytes()).isEmpty();
    assertThat(own.find("debian:bookworm-slim", Platform.LINUX_AMD64))
        .map(RuntimeBase::compressedBytes)
        .isEqualTo(Optional.of(OptionalLong.of(28_000_000)));
  }

  @Test
  void aFileMaySayTheDigestByWhichAnImageIsPinned() {
    String digest = "sha256:" + "b2".repeat(32);

    BaseImages own =
        BaseImages.bundled()
            .with(
                "own.csv",
                """
                image,ecosystem,libc,date,digest
                registry.example.com/jre:17,java,glibc,2026-10-01,%s
                registry.example.com/jre:21,java,glibc,2026-10-01,
                """
                    .formatted(digest));

    assertThat(own.find("registry.example.com/jre:17", Platform.LINUX_AMD64))
        .map(RuntimeBase::pinnedName)
        .hasValue("registry.example.com/jre:17@" + digest);
    assertThat(own.find("registry.example.com/jre:21", Platform.LINUX_AMD64))
        .map(RuntimeBase::pinnedName)
        .hasValue("registry.example.com/jre:21");
    assertThat(own.find("no reference", Platform.LINUX_AMD64)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPPER,1,,5,go,glibc,2026-01-01 | own.csv, line 2: image: malformed repository",
        ",1,,5,go,glibc,2026-01-01 | own.csv, line 2: image: is missing",
        "a,1,amd64,5,go,glibc,2026-01-01 | own.csv, line 2: platform: a platform is os/arch",
        "a,1,,5 MB,go,glibc,2026-01-01 | line 2: compressed_bytes: is no whole number of bytes: 5 MB",
        "a,1,,5,,glibc,2026-01-01 | own.csv, line 2: ecosystem: is missing",
        "a,1,,5,go,uclibc,2026-01-01 | libc: is one of glibc, musl, none, not uclibc",
        "a,1,,5,go,glibc,yesterday | date: is no date such as 2026-09-25: yesterday",
        "a,1,,5,go,glibc,2026-01-01,more | line 2: the row has 8 fields, the header 7",
      })
  void aWrongRowIsNamedByFileLineAndField(String row, String message) {
    assertThatThrownBy(() -> BaseImages.none().with("own.csv", HEADER + row + "\n"))
        .isInstanceOf(InvalidBaseDataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUnknownColumnAndADoubledImageAreRefused() {
    assertThatThrownBy(() -> BaseImages.none().with("own.csv", "image,size\n"))
        .hasMessageContaining("own.csv, line 1: there is no column size; there are image, tag");
    String row = "a,1,,5,go,glibc,2026-01-01\n";
    assertThatThrownBy(() -> BaseImages.none().with("own.csv", HEADER + row + row))
        .hasMessageContaining("own.csv, line 3: image: a:1 for linux/amd64 stands here twice");
  }
}
