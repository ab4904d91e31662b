package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();
  private static final Detector DETECTOR = new Detector(KNOWLEDGE);

  static List<RuleFixture> fixtures() {
    return RuleFixture.all();
  }

  private static List<Finding> findings(RuleFixture.Scene scene) {
    return DETECTOR.detect(scene.root(KNOWLEDGE), scene.inventory());
  }

  @Test
  void everyRuleHasAFixtureOfBothKinds() {
    assertThat(fixtures())
        .extracting(RuleFixture::rule)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(KNOWLEDGE.rules().stream().map(Rule::id).toList());
    assertThat(fixtures()).allMatch(f -> f.finds() != null && f.ignores() != null);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRuleFindsWhatItDescribesWithItsVersionAndItsPaths(RuleFixture fixture) {
    List<Finding> found =
        findings(fixture.finds()).stream().filter(f -> f.rule().equals(fixture.rule())).toList();

    assertThat(found).hasSize(1);
    if (fixture.name() != null) {
      assertThat(found.get(0).name()).isEqualTo(fixture.name());
    }
    assertThat(found.get(0).version()).isEqualTo(Optional.ofNullable(fixture.version()));
    assertThat(found.get(0).paths()).containsAll(fixture.takes());
    assertThat(found.get(0).paths()).noneMatch(fixture.leaves()::contains);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRuleDoesNotFindWhatOnlyLooksLikeIt(RuleFixture fixture) {
    assertThat(findings(fixture.ignores())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void eachPathExistsAndGoesWithOneFinding(RuleFixture fixture) {
    RootFilesystem root = fixture.finds().root(KNOWLEDGE);

    List<String> paths =
        findings(fixture.finds()).stream().flatMap(f -> f.paths().stream()).toList();

    assertThat(paths).doesNotHaveDuplicates().allMatch(path -> root.find(path).isPresent());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theEvidenceIsSortedAndExists(RuleFixture fixture) {
    RootFilesystem root = fixture.finds().root(KNOWLEDGE);

    assertThat(findings(fixture.finds()))
        .allSatisfy(
            finding ->
                assertThat(finding.evidence())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(10)
                    .isSorted()
                    .allMatch(path -> root.resolve(path).isPresent()));
  }
}
