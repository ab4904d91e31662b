package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose images are, by their names. */
class OwnerMapTest {
  private static Labels labels(String map, String reference, Labels listed) {
    FleetList list = new FleetList(List.of(new Target(reference, reference, listed)), List.of());
    return OwnerMap.parse(map).applyTo(list).entries().get(0).labels();
  }

  private static Labels owned(String owner) {
    return new Labels(
        Optional.of(owner),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Labels.NONE.others());
  }

  @Test
  void theFirstLineThatMatchesCounts() {
    String map = "# teams\npattern,owner\n\nr.test/shop/api*,api,shop\nr.test/shop/*,\"a, b\"\n";

    assertThat(labels(map, "r.test/shop/api:1", Labels.NONE).owner()).contains("api");
    assertThat(labels(map, "r.test/shop/api:1", Labels.NONE).group()).contains("shop");
    assertThat(labels(map, "r.test/shop/web:1", Labels.NONE).owner()).contains("a, b");
    assertThat(labels(map, "r.test/other:1", Labels.NONE).isEmpty()).isTrue();
  }

  @Test
  void whatTheListSaysStays() {
    Labels labels = labels("*,map,group", "r.test/a:1", owned("list"));

    assertThat(labels.owner()).contains("list");
    assertThat(labels.group()).contains("group");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*,", ",a", "*,a,b,c"})
  void aLineThatIsNoneIsSaid(String line) {
    assertThatThrownBy(() -> OwnerMap.parse("*x,y\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2 is not pattern,owner or pattern,owner,group");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner",
        "group",
        "environment",
        "registry",
        "repository",
        "platform",
        "base",
        "label:cost centre"
      })
  void imagesAreToldApartBy(String key) {
    assertThat(GroupKey.parse(key).code()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Owner", "label", "label:", "team"})
  void otherKeysAreRefused(String key) {
    assertThatThrownBy(() -> GroupKey.parse(key)).hasMessageStartingWith("takes owner, group, ");
  }

  @Test
  void anImageTellsItsGroup() {
    ImageAudit image = FakeOutcomes.audited();

    assertThat(GroupKey.parse("registry").of(image)).contains("registry.example.com");
    assertThat(GroupKey.parse("repository").of(image)).contains("registry.example.com/shop/api");
    assertThat(GroupKey.parse("base").of(image)).contains("debian:12");
    assertThat(GroupKey.parse("label:costCentre").of(image)).contains("-4711");
    assertThat(GroupKey.parse("label:none").of(image)).isEmpty();
  }
}
