package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeSavings.Part;
import dev.imageaudit.audit.FleetSavings.Share;
import dev.imageaudit.audit.FleetSavings.Step;
import dev.imageaudit.estimate.Tariff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FleetSavingsProperties {
  private static final long LAYER_BYTES = 1_000;

  /** Layers of few contents, so that images share them. */
  @Provide
  Arbitrary<List<ImageAudit>> fleets() {
    Arbitrary<Part> part =
        Combinators.combine(
                Arbitraries.integers().between(0, 11),
                Arbitraries.longs().between(0, LAYER_BYTES),
                Arbitraries.of(true, false))
            .as((content, saved, isBase) -> new Part("c" + content, LAYER_BYTES, saved, isBase));
    Arbitrary<ImageAudit> image =
        Combinators.combine(
                Arbitraries.integers().between(0, 9),
                Arbitraries.of("linux/amd64", "linux/arm64"),
                Arbitraries.of("pay", "web", "data"),
                part.list().ofMinSize(1).ofMaxSize(4))
            .as(
                (name, platform, owner, parts) ->
                    FakeSavings.image(
                        "app" + name,
                        platform,
                        FakeSavings.labels(owner, 0, 5),
                        List.of(),
                        parts.toArray(new Part[0])));
    return image.list().ofMaxSize(14);
  }

  private static FleetSums sums(List<ImageAudit> images) {
    FleetSums sums = new FleetSums();
    images.forEach(sums::add);
    return sums;
  }

  private static FleetSavings savings(List<ImageAudit> images) {
    return sums(images).savings(Tariff.DEFAULT, List::of);
  }

  @Property
  void theStepsAddUpToTheFleetsSavingAndTheSavingToNoMoreThanToday(
      @ForAll("fleets") List<ImageAudit> images) {
    FleetTotals totals = sums(images).totals();
    FleetSavings savings = savings(images);

    long sum = savings.order().first().stream().mapToLong(Step::savedCompressedBytes).sum();

    assertThat(sum).isEqualTo(totals.savedCompressedBytes());
    assertThat(sum).isLessThanOrEqualTo(totals.compressedBytes());
    assertThat(savings.month().storageBytes()).isEqualTo(totals.compressedBytes());
    assertThat(savings.month().storageAfterBytes()).isEqualTo(totals.compressedBytes() - sum);
  }

  @Property
  void theOrderOfTheImagesDoesNotMatter(
      @ForAll("fleets") List<ImageAudit> images, @ForAll Random random) {
    List<ImageAudit> shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, random);

    assertThat(savings(shuffled)).isEqualTo(savings(images));
  }

  @Property
  void eachStepSavesNoLessThanNothingAndTheMostOfThemAreTheFewest(
      @ForAll("fleets") List<ImageAudit> images) {
    FleetSavings.Order order = savings(images).order();
    long all = sums(images).totals().savedCompressedBytes();
    long before = 0;
    int most = 0;
    for (Step step : order.first()) {
      most += before * 100 < all * order.mostPercent() ? 1 : 0;
      assertThat(step.savedCompressedBytes()).isNotNegative();
      assertThat(step.sumCompressedBytes()).isEqualTo(before + step.savedCompressedBytes());
      before = step.sumCompressedBytes();
    }
    assertThat(order.most()).isEqualTo(most);
  }

  @Property
  void whatOwnersSaveAloneIsNoMoreThanWhatAllSaveTogether(
      @ForAll("fleets") List<ImageAudit> images) {
    FleetTotals totals = sums(images).totals();
    List<Share> shares = savings(images).byOwner().rows();

    assertThat(shares.stream().mapToLong(Share::savedCompressedBytes).sum())
        .isLessThanOrEqualTo(totals.savedCompressedBytes());
    assertThat(shares.stream().mapToLong(Share::imagesSavedCompressedBytes).sum())
        .isEqualTo(totals.imagesSavedCompressedBytes());
    assertThat(shares)
        .allSatisfy(
            share ->
                assertThat(share.savedCompressedBytes() + share.jointCompressedBytes())
                    .isLessThanOrEqualTo(share.compressedBytes()));
  }

  @Property
  void anotherImageNeverRaisesWhatTheOthersLayersSave(@ForAll("fleets") List<ImageAudit> images) {
    List<ImageAudit> more = new ArrayList<>(images);
    more.add(FakeSavings.image("lean", Part.base("c1", LAYER_BYTES, 0)));

    assertThat(savings(more).order().first().stream().mapToLong(Step::savedCompressedBytes).sum())
        .isLessThanOrEqualTo(sums(images).totals().savedCompressedBytes());
  }
}
