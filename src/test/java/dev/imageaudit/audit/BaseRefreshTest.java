package dev.imageaudit.audit;

import static dev.imageaudit.audit.FakeImages.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.RuntimeBase;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Platform;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaseRefreshTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
  private static final BaseImages BASES =
      BaseImages.none()
          .with(
              "own.csv",
              """
              image,platform,compressed_bytes,uncompressed_bytes,ecosystem,libc,date
              registry.test/base:1,linux/amd64,7,70,os-glibc,glibc,2026-01-01
              registry.test/base:1,linux/arm64,8,80,os-glibc,glibc,2026-01-01
              registry.test/gone:1,linux/amd64,9,90,os-glibc,glibc,2026-01-01
              """);

  @Test
  void whatTheRegistryShowsReplacesTheDatedFigures() {
    FakeImages.FakeLayer system = layer(new TarBuilder().file("etc/os-release", "ID=x"), "ADD /");
    FakeImages registry = new FakeImages().add("registry.test/base:1", system);

    BaseRefresh.Result result = new BaseRefresh(registry, CLOCK).refresh(BASES);

    RuntimeBase base =
        result.bases().find("registry.test/base:1", Platform.LINUX_AMD64).orElseThrow();
    assertThat(base.compressedBytes()).isEqualTo(system.layer().blobBytes());
    assertThat(base.layers()).containsExactly(system.layer().diffId().digest());
    assertThat(base.date()).isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(base.source()).isEqualTo("registry.test");
    assertThat(base.uncompressedBytes()).hasValue(70);
    assertThat(base.approximate()).as("70 is the older image's").isTrue();
    assertThat(result.refreshed()).isEqualTo(1);
    assertThat(registry.reads).as("no layer is read").isEmpty();
  }

  @Test
  void whatCannotBeReadKeepsItsFiguresAndIsSaid() {
    FakeImages registry =
        new FakeImages().add("registry.test/base:1", layer(new TarBuilder(), "ADD /"));

    BaseRefresh.Result result = new BaseRefresh(registry, CLOCK).refresh(BASES);

    assertThat(result.kept())
        .containsExactly(
            "registry.test/base:1 for linux/arm64: the registry has it for linux/amd64 only; its"
                + " figures of 2026-01-01 stay",
            "registry.test/gone:1 for linux/amd64: no image registry.test/gone:1; its figures of"
                + " 2026-01-01 stay");
    assertThat(result.bases().all()).hasSize(3);
    assertThat(result.bases().find("registry.test/gone:1", Platform.LINUX_AMD64))
        .isEqualTo(BASES.find("registry.test/gone:1", Platform.LINUX_AMD64));
  }

  @Test
  void aRegistryThatDoesNotAnswerIsAskedOnce() {
    Unreachable registry = new Unreachable();

    BaseRefresh.Result result = new BaseRefresh(registry, CLOCK).refresh(BASES);

    assertThat(registry.asked).isEqualTo(1);
    assertThat(result.kept()).hasSize(3).allMatch(line -> line.contains("no such host"));
    assertThat(result.bases().all()).isEqualTo(BASES.all());
  }

  private static final class Unreachable implements ImageSource {
    private int asked;

    @Override
    public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
      asked++;
      throw new ImageException(FailureReason.UNKNOWN_HOST, "no such host");
    }

    @Override
    public void close() {}
  }
}
