package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;

class ChallengeTest {
  @Example
  void theChallengeOfTheDockerHubIsRead() {
    assertThat(
            Challenge.parse(
                "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                    + "scope=\"repository:library/alpine:pull\""))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://auth.docker.io/token",
                    "service",
                    "registry.docker.io",
                    "scope",
                    "repository:library/alpine:pull")));
  }

  @Example
  void severalChallengesInOneHeaderAreToldApart() {
    List<Challenge> challenges =
        Challenge.parse(
            "Negotiate, Basic realm=\"a, b\" , charset=\"UTF-8\", Bearer SERVICE=x,realm=https://a/t?x");

    assertThat(challenges)
        .extracting(Challenge::scheme)
        .containsExactly("negotiate", "basic", "bearer");
    assertThat(challenges.get(1).parameter("realm")).contains("a, b");
    assertThat(challenges.get(2).parameter("service")).contains("x");
    assertThat(challenges.get(2).parameter("scope")).isEmpty();
  }

  @Example
  void quotedPairsAreReadAndCommasWithinQuotesKept() {
    assertThat(
            Challenge.parse("Bearer scope=\"repository:a:pull,push\", service=\"say \\\"x\\\"\""))
        .containsExactly(
            new Challenge(
                "bearer", Map.of("scope", "repository:a:pull,push", "service", "say \"x\"")));
  }

  @Example
  void aTokenInPlaceOfParametersIsPassedOver() {
    assertThat(Challenge.parse("Negotiate YWJj==, Basic realm=x"))
        .extracting(Challenge::isBasic)
        .contains(true);
  }

  @Example
  void spacesAroundTheEqualsSignAreAllowed() {
    assertThat(Challenge.parse("Basic realm = \"x\"").get(0).parameter("realm")).contains("x");
  }

  @Example
  void anEmptyParameterIsNone() {
    assertThat(Challenge.parse("Bearer realm=\"\"").get(0).parameter("realm")).isEmpty();
  }

  @Property
  void noTextWhateverStopsTheParser(@ForAll String text) {
    assertThat(Challenge.parse(text)).allSatisfy(c -> assertThat(c.scheme()).isNotEmpty());
  }

  @Property
  void noTextOfTheGrammarsOwnCharactersStopsTheParser(
      @ForAll @Chars({'"', '\\', ',', '=', ' ', '\t', 'a', 'B', ';'}) String text) {
    assertThat(Challenge.parse(text)).hasSizeLessThanOrEqualTo(text.length());
  }
}
