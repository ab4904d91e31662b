package dev.imageaudit.audit;

import static dev.imageaudit.audit.FakeImages.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaseRecognitionTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();

  private final FakeImages.FakeLayer system =
      layer(
          new TarBuilder()
              .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
              .file("var/cache/apt/pkgcache.bin", "cache"),
          "/bin/sh -c #(nop) ADD file:1 in / ");
  private final FakeImages.FakeLayer runtime =
      layer(new TarBuilder().file("opt/jre", "java"), "RUN install jre");
  private final FakeImages.FakeLayer app =
      layer(new TarBuilder().file("app/run", "run"), "COPY run /app/");
  private final FakeImages.FakeLayer plugin =
      layer(
          new TarBuilder()
              .file("app/plugin", "plugin")
              .file("var/lib/apt/lists/x_Release", "Origin: Debian\n"),
          "COPY plugin /app/");

  private record Outcome(Map<String, ImageAudit> images, List<BaseUse> bases) {
    ImageAudit image(String name) {
      return Objects.requireNonNull(images.get("registry.test/" + name), name);
    }
  }

  private static Outcome audit(FakeImages images, KnownBases known, BaseImages published)
      throws IOException {
    SecretScanner secrets = SecretScanner.load();
    FleetRun.Settings settings =
        new FleetRun.Settings(
            2,
            new PlatformSelector.One(Platform.LINUX_AMD64),
            AuditRules.captureRules(KNOWLEDGE, secrets),
            known,
            new FleetAudit.Tool("image-audit", "test"));
    FleetRun run =
        new FleetRun(
            images,
            new ImageAuditor(new Detector(KNOWLEDGE), secrets, published),
            settings,
            FleetEvents.NONE,
            Clock.systemUTC());
    Map<String, ImageAudit> audits = new TreeMap<>();
    try (FleetAudit fleet = run.run(images.targets(), List.of())) {
      fleet.outcomes().forEach(o -> audits.put(o.reference(), (ImageAudit) o));
      return new Outcome(audits, new ArrayList<>(fleet.bases()));
    }
  }

  private FakeImages fleet() {
    return new FakeImages()
        .add("registry.test/base/jre:17", system, runtime)
        .add("registry.test/shop/api:1", system, runtime, app)
        .add("registry.test/shop/api-plus:1", system, runtime, app, plugin)
        .add("registry.test/shop/plain:1", system, runtime);
  }

  @Test
  void aBaseThatTheUserNamesGoesBeforeALongerImageOfTheFleet() throws IOException {
    KnownBases known = KnownBases.of(List.of("*registry.test/base/*"));

    Outcome outcome = audit(fleet(), known, BaseImages.none());

    for (String name : List.of("shop/api:1", "shop/api-plus:1", "shop/plain:1")) {
      ImageAudit.Base base = outcome.image(name).base();
      assertThat(base.name()).as(name).contains("registry.test/base/jre:17");
      assertThat(base.evidence()).contains(BaseEvidence.PROVED);
      assertThat(base.layers()).isEqualTo(2);
    }
    assertThat(outcome.image("base/jre:17").base().name())
        .as("it is not built on itself")
        .contains("debian 12");
  }

  @Test
  void withoutThatTheLongestOtherImageIsTheBase() throws IOException {
    Outcome outcome = audit(fleet(), KnownBases.NONE, BaseImages.none());

    assertThat(outcome.image("shop/api-plus:1").base().name()).contains("registry.test/shop/api:1");
    assertThat(outcome.image("shop/plain:1").base().name()).contains("debian 12");
  }

  @Test
  void aPatternOfAnotherRegistryNamesNoBase() throws IOException {
    KnownBases known = KnownBases.of(List.of("registry.example.com/base/*"));

    assertThat(audit(fleet(), known, BaseImages.none()).image("shop/plain:1"))
        .extracting(image -> image.base().evidence().orElseThrow())
        .isEqualTo(BaseEvidence.INFERRED);
  }

  @Test
  void layersOfAPublishedImageProveItByBlobOrDiffId() throws IOException {
    BaseImages published =
        BaseImages.none()
            .with(
                "own.csv",
                "image,ecosystem,libc,date,layers\n"
                    + "shop/system:1,os-glibc,glibc,2026-01-01,%s\n".formatted(system.layer().key())
                    + "shop/jre:1,java,glibc,2026-01-01,%s %s\n"
                        .formatted(system.layer().key(), runtime.layer().diffId())
                    + "shop/other:1,java,glibc,2026-01-01,%s %s\n"
                        .formatted(system.layer().key(), plugin.layer().diffId()));
    FakeImages images = new FakeImages().add("registry.test/app:1", system, runtime, app);

    ImageAudit.Base base = audit(images, KnownBases.NONE, published).image("app:1").base();

    assertThat(base.name()).contains("shop/jre:1");
    assertThat(base.confidence()).contains(Confidence.HIGH);
    assertThat(base.layers()).isEqualTo(2);
  }

  @Test
  void aFindingSaysWhetherTheBaseBroughtItAndWhatToChange() throws IOException {
    KnownBases known = KnownBases.of(List.of("*registry.test/base/*"));

    ImageAudit image = audit(fleet(), known, BaseImages.none()).image("shop/api-plus:1");

    ImageAudit.Finding inherited = finding(image, "/var/cache/apt");
    assertThat(inherited.cameWithBase()).isTrue();
    assertThat(inherited.base()).contains("registry.test/base/jre:17");
    assertThat(inherited.reason())
        .endsWith(
            "It came with the base image registry.test/base/jre:17: it goes with another base.");
    ImageAudit.Finding own = finding(image, "/var/lib/apt");
    assertThat(own.cameWithBase()).isFalse();
    assertThat(own.base()).isEmpty();
    assertThat(own.reason()).doesNotContain("base image");
    assertThat(own.instruction()).contains("COPY plugin /app/");
  }

  private static ImageAudit.Finding finding(ImageAudit image, String root) {
    return image.findings().stream()
        .filter(f -> f.paths().roots().stream().anyMatch(path -> path.startsWith(root)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBaseIsOneRowOfTheFleetWithWhatItBrings() throws IOException {
    KnownBases known = KnownBases.of(List.of("*registry.test/base/*"));

    List<BaseUse> bases = audit(fleet(), known, BaseImages.none()).bases();

    BaseUse jre = bases.get(0);
    assertThat(jre.name()).isEqualTo("registry.test/base/jre:17");
    assertThat(jre.images()).isEqualTo(3);
    assertThat(jre.layers()).isEqualTo(2);
    long bytes = (long) system.blob().length + runtime.blob().length;
    assertThat(jre.compressedBytes()).isEqualTo(bytes);
    assertThat(jre.imagesCompressedBytes()).isEqualTo(3 * bytes);
    assertThat(jre.findings()).extracting(BaseUse.Brought::images).containsOnly(3);
    assertThat(jre.findings()).extracting(BaseUse.Brought::rule).contains("apt-cache");
  }
}
