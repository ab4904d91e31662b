package dev.imageaudit.audit;

import static dev.imageaudit.audit.FakeSavings.Part.base;
import static dev.imageaudit.audit.FakeSavings.Part.own;
import static dev.imageaudit.audit.FakeSavings.finding;
import static dev.imageaudit.audit.FakeSavings.image;
import static dev.imageaudit.audit.FakeSavings.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FleetSavings.PlatformDifference;
import dev.imageaudit.audit.FleetSavings.PullTime;
import dev.imageaudit.audit.FleetSavings.Share;
import dev.imageaudit.audit.FleetSavings.Step;
import dev.imageaudit.estimate.Tariff;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetSavingsTest {
  private static FleetSavings savings(ImageAudit... images) {
    return savings(Tariff.DEFAULT, images);
  }

  private static FleetSavings savings(Tariff tariff, ImageAudit... images) {
    SavingSums sums = new SavingSums();
    for (ImageAudit image : images) {
      sums.add(image);
    }
    return sums.savings(tariff, () -> List.of(images));
  }

  private static List<String> order(FleetSavings savings) {
    return savings.order().first().stream()
        .map(s -> s.reference().replaceAll(".*/|:1", "") + " " + s.savedCompressedBytes())
        .toList();
  }

  @Test
  void aSharedLayerGoesWithTheLastOfTheImagesThatUseIt() {
    FleetSavings savings =
        savings(
            image("a", base("base", 100, 60), own("a", 50, 10)),
            image("b", base("base", 100, 40), own("b", 50, 20)));

    assertThat(order(savings)).containsExactly("b 20", "a 50");
  }

  @Test
  void aLayerThatOneImageKeepsIsNotSaved() {
    FleetSavings savings =
        savings(
            image("a", base("base", 100, 60), own("a", 50, 10)),
            image("b", base("base", 100, 0), own("b", 50, 0)));

    assertThat(order(savings)).containsExactly("a 10");
    assertThat(savings.order().images()).isEqualTo(2);
    assertThat(savings.order().first().get(0).imagesSavedCompressedBytes()).isEqualTo(70);
  }

  @Test
  void whatIsBegunIsFinishedBeforeASmallerSaving() {
    FleetSavings savings =
        savings(
            image("a", own("a", 500, 100)),
            image("m", base("base", 900, 300), own("m", 1, 0)),
            image("n", base("base", 900, 300), own("n", 1, 0)),
            image("z", own("z", 500, 149)));

    assertThat(order(savings)).containsExactly("m 0", "n 300", "z 149", "a 100");
    assertThat(savings.order().most()).isEqualTo(3);
  }

  @Test
  void mostOfTheSavingIsTheFewestOfTheFirstThatGiveFourFifths() {
    assertThat(savings(image("a", own("a", 90, 80)), image("b", own("b", 30, 20))).order().most())
        .isEqualTo(1);
    assertThat(savings(image("a", own("a", 90, 79)), image("b", own("b", 30, 21))).order().most())
        .isEqualTo(2);
    assertThat(savings(image("a", own("a", 90, 0))).order().most()).isZero();
  }

  @Test
  void thePlatformsOfANameAndTheNamesOfADigestAreOneRefactor() {
    FleetSavings savings =
        savings(
            image("api", "linux/amd64", Labels.NONE, List.of(), own("x", 50, 10)),
            image("api", "linux/arm64", Labels.NONE, List.of(), own("y", 50, 20)),
            image("mirror", "linux/amd64", Labels.NONE, List.of(), own("x", 50, 10)));

    Step step = savings.order().first().get(0);
    assertThat(savings.order().refactors()).isEqualTo(1);
    assertThat(step.reference()).isEqualTo("registry.test/api:1");
    assertThat(step.images()).isEqualTo(3);
    assertThat(step.savedCompressedBytes()).isEqualTo(30);
    assertThat(step.imagesSavedCompressedBytes()).isEqualTo(40);
  }

  @Test
  void anOwnerSavesAloneWhatNobodyElseUses() {
    FleetSavings savings =
        savings(
            image("a", labels("pay", 0, 0), base("base", 100, 60), own("a", 50, 10)),
            image("b", labels("pay", 0, 0), base("base", 100, 60), own("b", 50, 10)),
            image("c", labels("web", 0, 0), base("base", 100, 60), own("c", 50, 5)));

    assertThat(savings.byOwner().rows())
        .containsExactly(
            new Share(Optional.of("pay"), 2, 2, 200, 20, 60, 300, 140),
            new Share(Optional.of("web"), 1, 1, 150, 5, 60, 150, 65));
    assertThat(savings.byGroup().rows()).isEmpty();
    assertThat(savings.byBase().rows())
        .containsExactly(new Share(Optional.of("debian:12"), 3, 3, 250, 85, 0, 450, 205));
  }

  @Test
  void aRedeployPullsWhatTheBaseDidNotBring() {
    FleetSavings savings =
        savings(
            new Tariff(8_000_000, Optional.empty(), Optional.empty()),
            image("a", base("base", 3_000_000, 2_500_000), own("a", 2_000_000, 500_000)));

    assertThat(savings.time()).isEqualTo(new PullTime(8_000_000, 5_000, 2_000, 2_000, 1_500));
  }

  @Test
  void pullsAreTheListsElseOneForEachInstance() {
    Tariff tariff =
        new Tariff(1, Optional.of(new BigDecimal("0.10")), Optional.of(new BigDecimal("0.05")));
    FleetSavings savings =
        savings(
            tariff,
            image("a", labels("x", 7, 100), own("a", 2_000_000_000, 500_000_000)),
            image("b", labels("x", 10, 0), own("b", 1_000_000_000, 0)),
            image("c", Labels.NONE, own("c", 1_000_000_000, 0)));
    FleetSavings.Month month = savings.month();

    assertThat(month.pulls()).isEqualTo(BigInteger.valueOf(110));
    assertThat(month.imagesWithoutPulls()).isEqualTo(1);
    assertThat(month.transferBytes()).isEqualTo(BigInteger.valueOf(210_000_000_000L));
    assertThat(month.transferAfterBytes()).isEqualTo(BigInteger.valueOf(160_000_000_000L));
    assertThat(month.transferCost().orElseThrow().today()).isEqualByComparingTo("10.50");
    assertThat(month.transferCost().orElseThrow().after()).isEqualByComparingTo("8.00");
    assertThat(month.storageCost().orElseThrow().today()).isEqualByComparingTo("0.40");
    assertThat(month.storageCost().orElseThrow().after()).isEqualByComparingTo("0.35");
    assertThat(savings.assumptions()).anyMatch(sentence -> sentence.startsWith("Money is"));
  }

  @Test
  void thePullsOfANameAreSharedByItsPlatforms() {
    FleetSavings.Month month =
        savings(
                image("a", "linux/amd64", labels("x", 0, 10), List.of(), own("x", 300, 0)),
                image("a", "linux/arm64", labels("x", 0, 10), List.of(), own("y", 100, 0)))
            .month();

    assertThat(month.pulls()).isEqualTo(BigInteger.TEN);
    assertThat(month.transferBytes()).isEqualTo(BigInteger.valueOf(2_000));
  }

  @Test
  void theAssumptionsSayOfHowManyImagesPullsAreNotKnown() {
    assertThat(savings(image("a", own("a", 1, 0))).assumptions())
        .anyMatch(sentence -> sentence.contains("neither pulls nor instances of 1 audited image"));
    assertThat(savings(image("a", labels("x", 0, 3), own("a", 1, 0))).assumptions())
        .noneMatch(sentence -> sentence.contains("neither"));
  }

  @Test
  void whatOnlyOnePlatformShipsIsSaidAndAnArchitecturesNameIsNoDifference() {
    FleetSavings savings =
        savings(
            image(
                "a",
                "linux/amd64",
                Labels.NONE,
                List.of(finding("binutils", "binutils-x86-64-linux-gnu", 30)),
                own("x", 300, 0)),
            image(
                "a",
                "linux/arm64",
                Labels.NONE,
                List.of(
                    finding("binutils", "binutils-aarch64-linux-gnu", 20),
                    finding("gcc", "GCC", 90)),
                own("y", 100, 0)),
            image("b", "linux/amd64", Labels.NONE, List.of(), own("z", 100, 0)));

    assertThat(savings.platforms())
        .containsExactly(
            new PlatformDifference(
                "registry.test/a:1",
                "gcc",
                "GCC",
                List.of("linux/arm64"),
                List.of("linux/amd64"),
                90));
  }

  @Test
  void aBaseSaysWhatNoneOfItsImagesNeeds() {
    BaseSums sums = new BaseSums();
    ImageAudit.Finding make = finding("make", "make", 5);
    ImageAudit.Finding gcc = finding("gcc", "GCC", 90);
    sums.add(
        image("a", "linux/amd64", Labels.NONE, List.of(make, make, gcc), base("base", 100, 0)));
    sums.add(image("b", "linux/amd64", Labels.NONE, List.of(gcc), base("base", 100, 0)));

    BaseUse use = sums.uses().get(0);

    assertThat(use.images()).isEqualTo(2);
    assertThat(use.unneededCompressedBytes()).isEqualTo(90);
    assertThat(use.imagesUnneededCompressedBytes()).isEqualTo(190);
  }
}
