package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetRunTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final FakeImages.FakeLayer base =
      FakeImages.layer(
          new TarBuilder().file("etc/os-release", "ID=debian\nVERSION_ID=12\n"), "ADD rootfs /");
  private final FakeImages.FakeLayer app =
      FakeImages.layer(new TarBuilder().file("app/run", "run"), "COPY run /app/");
  private final FakeImages.FakeLayer other =
      FakeImages.layer(new TarBuilder().file("app/run", "another"), "COPY run /app/");

  private static FleetAudit run(FakeImages images, List<Target> targets, int jobs)
      throws IOException {
    return run(images, targets, jobs, FleetEvents.NONE);
  }

  private static FleetAudit run(
      FakeImages images, List<Target> targets, int jobs, FleetEvents events) throws IOException {
    FleetRun.Settings settings =
        new FleetRun.Settings(
            jobs,
            new PlatformSelector.One(Platform.LINUX_AMD64),
            AuditRules.captureRules(KNOWLEDGE, SecretScanner.load()),
            KnownBases.NONE,
            new FleetAudit.Tool("image-audit", "test"));
    return new FleetRun(
            images,
            new ImageAuditor(new Detector(KNOWLEDGE), SecretScanner.load(), BaseImages.none()),
            settings,
            events,
            CLOCK)
        .run(targets, List.of());
  }

  private static List<AuditOutcome> outcomes(FleetAudit fleet) {
    List<AuditOutcome> outcomes = new ArrayList<>();
    fleet.outcomes().forEach(outcomes::add);
    return outcomes;
  }

  @Test
  void everyImageHasOneRowAndAFailureLeavesTheOthersUntouched() throws IOException {
    FakeImages images =
        new FakeImages()
            .add("registry.test/a:1", base, app)
            .add("registry.test/b:1", base, FakeImages.broken(other));
    List<Target> targets = new ArrayList<>(images.targets());
    targets.add(new Target("registry.test/absent:1", "registry.test/absent:1", Labels.NONE));
    targets.add(new Target("NOT A NAME", "NOT A NAME", Labels.NONE));

    try (FleetAudit fleet = run(images, targets, 2)) {
      List<AuditOutcome> outcomes = outcomes(fleet);
      assertThat(outcomes.stream().map(AuditOutcome::reference))
          .containsExactly(
              "NOT A NAME", "registry.test/a:1", "registry.test/absent:1", "registry.test/b:1");
      assertThat(outcomes.get(1)).isInstanceOf(ImageAudit.class);
      assertThat(reason(outcomes.get(0))).isEqualTo(FailureReason.INVALID_REFERENCE);
      assertThat(reason(outcomes.get(2))).isEqualTo(FailureReason.NOT_FOUND);
      assertThat(reason(outcomes.get(3))).isEqualTo(FailureReason.DIGEST_MISMATCH);
      assertThat(fleet.totals().failed()).isEqualTo(3);
      assertThat(fleet.totals().images()).isEqualTo(4);
    }
  }

  private static FailureReason reason(AuditOutcome outcome) {
    return ((AuditOutcome.Failed) outcome).failure().reason();
  }

  @Test
  void aSharedLayerIsReadOnceAndCountedOnce() throws IOException {
    FakeImages images =
        new FakeImages()
            .add("registry.test/a:1", base, app)
            .add("registry.test/b:1", base, other)
            .add("registry.test/c:1", base, app, other);

    try (FleetAudit fleet = run(images, images.targets(), 4)) {
      assertThat(images.reads.values()).containsOnly(1).hasSize(3);
      assertThat(fleet.totals().uniqueLayers()).isEqualTo(3);
      assertThat(fleet.totals().compressedBytes())
          .isEqualTo(base.blob().length + app.blob().length + other.blob().length);
      assertThat(fleet.totals().imagesCompressedBytes())
          .isEqualTo(3L * base.blob().length + 2L * app.blob().length + 2L * other.blob().length);
    }
  }

  @Test
  void theLongestImageOfTheFleetThatIsItsBeginningIsAnImagesBase() throws IOException {
    FakeImages images =
        new FakeImages()
            .add("registry.test/base:1", base)
            .add("registry.test/middle:1", base, app)
            .add("registry.test/top:1", base, app, other);

    try (FleetAudit fleet = run(images, images.targets(), 2)) {
      ImageAudit top = (ImageAudit) outcomes(fleet).get(2);
      assertThat(top.base().name()).contains("registry.test/middle:1");
      assertThat(top.base().confidence()).contains(Confidence.HIGH);
      assertThat(top.layers().stream().map(ImageAudit.Layer::fromBase))
          .containsExactly(true, true, false);
      ImageAudit bottom = (ImageAudit) outcomes(fleet).get(0);
      assertThat(bottom.layers().get(0).fromBase()).isFalse();
    }
  }

  @Test
  void neitherOrderNorParallelismChangesTheResult() throws IOException {
    FakeImages images = new FakeImages();
    for (int i = 0; i < 30; i++) {
      images.add(
          "registry.test/i" + i + ":1",
          base,
          i % 2 == 0 ? app : other,
          FakeImages.layer(new TarBuilder().file("app/" + i % 7, "x".repeat(i)), "RUN make"));
    }
    List<Target> shuffled = new ArrayList<>(images.targets());
    Collections.shuffle(shuffled, new Random(3));

    try (FleetAudit one = run(images, images.targets(), 1);
        FleetAudit many = run(images, shuffled, 8)) {
      assertThat(outcomes(many)).isEqualTo(outcomes(one));
      assertThat(many.totals()).isEqualTo(one.totals());
    }
  }

  @Test
  void aFleetOfAThousandImagesReadsEachLayerOnceAndKeepsNothingOfTheImagesThatAreDone()
      throws IOException {
    FakeImages images = new FakeImages();
    FakeImages.FakeLayer large = layerOf("usr/share", 400);
    List<FakeImages.FakeLayer> layers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      layers.add(layerOf("opt/" + i, 50));
    }
    for (int i = 0; i < 1000; i++) {
      images.add(
          "registry.test/i" + i + ":1",
          large,
          layers.get(i % 40),
          layers.get((i / 40 + i + 1) % 40));
    }
    LiveHeap heap = new LiveHeap(200, 1000);

    try (FleetAudit fleet = run(images, images.targets(), 4, heap)) {
      assertThat(fleet.totals().audited()).isEqualTo(1000);
      assertThat(images.reads.values()).containsOnly(1).hasSize(41);
    }
    // An image's root filesystem alone takes 60 kB and more.
    assertThat(heap.growthBytes() / 800).isLessThan(10_000);
  }

  private static FakeImages.FakeLayer layerOf(String directory, int files) {
    TarBuilder tar = new TarBuilder();
    for (int file = 0; file < files; file++) {
      tar.file(directory + "/" + file, "content " + directory + file);
    }
    return FakeImages.layer(tar, "RUN install " + directory);
  }

  /** How much memory is in use when so many images are done, and when so many more are. */
  private static final class LiveHeap implements FleetEvents {
    private final int first;
    private final int last;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong growth = new AtomicLong();

    LiveHeap(int first, int last) {
      this.first = first;
      this.last = last;
    }

    @Override
    public void imageDone(AuditOutcome outcome) {
      int count = done.incrementAndGet();
      if (count == first) {
        growth.addAndGet(-usedBytes());
      } else if (count == last) {
        growth.addAndGet(usedBytes());
      }
    }

    private static long usedBytes() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long growthBytes() {
      return growth.get();
    }
  }
}
