package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest extends RegistryFixture {
  private static final String LOGIN = "robot:s3cret";

  @TempDir Path directory;

  @BeforeEach
  void storeImages() {
    registry.image("shop/api", "1", TAR);
    registry.image("shop/web", "1", TAR);
  }

  private void credentials(String entry) throws IOException {
    Path file = directory.resolve("config.json");
    Files.writeString(file, "{\"auths\":{\"" + registry.host() + "\":" + entry + "}}");
    reopen(registry.access().withCredentialFiles(List.of(file)));
  }

  private static String auth(String login) {
    return "{\"auth\":\""
        + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))
        + "\"}";
  }

  @Test
  void aPasswordIsGivenToARegistryThatAsksForOne() throws Exception {
    credentials(auth(LOGIN));
    registry.requireLogin(FakeLogin.basic(LOGIN));

    Image image = open("shop/api:1");
    Layers.read(image, 0);

    assertThat(registry.seen(".*").stream().filter(r -> r.header("authorization").isEmpty()))
        .as("only the first request had to be asked")
        .hasSize(1);
  }

  @Test
  void aPasswordIsNotGivenToARegistryThatDoesNotAsk() throws Exception {
    credentials(auth(LOGIN));

    open("shop/api:1");

    assertThat(registry.seen()).allSatisfy(r -> assertThat(r.header("authorization")).isEmpty());
  }

  @Test
  void aWrongPasswordIsSaidToBeWrongAndNotTold() throws Exception {
    credentials(auth("robot:wr0ng"));
    registry.requireLogin(FakeLogin.basic(LOGIN));

    assertThatThrownBy(() -> open("shop/api:1"))
        .isInstanceOfSatisfying(
            ImageException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.UNAUTHORIZED))
        .hasMessage(
            registry.host()
                + " answers 401 to the manifest of shop/api:1:"
                + " its credentials are wrong or do not suffice");
    assertThat(registry.seen()).hasSize(2);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void aMissingPasswordIsSaidToBeMissing() {
    registry.requireLogin(FakeLogin.basic(LOGIN));

    assertFails(
        FailureReason.UNAUTHORIZED, "there is no password for it here", () -> open("shop/api:1"));
  }

  @Test
  void everybodyGetsATokenFromAPublicRegistry() throws Exception {
    FakeLogin login = FakeLogin.anonymousTokens();
    registry.requireLogin(login);

    Layers.read(open("shop/api:1"), 0);
    open("shop/web:1");

    assertThat(login.scopes())
        .containsExactly("repository:shop/api:pull", "repository:shop/web:pull");
    assertThat(registry.seen("GET /token.*").get(0).path())
        .contains("service=fake%2C+%22registry%22");
  }

  @Test
  void aPasswordIsExchangedForATokenWhateverItsField() throws Exception {
    credentials(auth(LOGIN));
    registry.requireLogin(FakeLogin.tokens(LOGIN).answering("access_token", 300));

    assertThat(open("shop/api:1").layers()).hasSize(1);
  }

  @Test
  void aPasswordThatTheTokenServiceRefusesIsAFailure() throws Exception {
    credentials(auth("robot:wr0ng"));
    registry.requireLogin(FakeLogin.tokens(LOGIN));

    assertFails(
        FailureReason.UNAUTHORIZED,
        "answers 401 to the request for a token for " + registry.host(),
        () -> open("shop/api:1"));
  }

  @Test
  void anIdentityTokenIsExchangedByOAuth2() throws Exception {
    credentials("{\"identitytoken\":\"who-i-am\"}");
    registry.requireLogin(FakeLogin.tokensForIdentity("who-i-am").answering("access_token", 300));

    assertThat(open("shop/api:1").layers()).hasSize(1);
  }

  @Test
  void aTokenIsRenewedBeforeItRunsOut() throws Exception {
    FakeLogin login = FakeLogin.anonymousTokens().answering("token", 60);
    registry.requireLogin(login);
    Image image = open("shop/api:1");

    time.pass(Duration.ofSeconds(49));
    Layers.read(image, 0);
    assertThat(login.scopes()).hasSize(1);
    time.pass(Duration.ofSeconds(2));
    Layers.read(image, 0);

    assertThat(login.scopes()).hasSize(2);
  }

  @Test
  void aTokenThatTheRegistryNoLongerTakesIsRenewed() throws Exception {
    FakeLogin login = FakeLogin.anonymousTokens();
    registry.requireLogin(login);
    Image image = open("shop/api:1");
    login.revokeTokens();

    assertThat(Layers.read(image, 0)).isNotEmpty();
    assertThat(login.scopes()).hasSize(2);
  }

  @Test
  void aTokenServiceThatIsBusyIsWaitedFor() throws Exception {
    registry.requireLogin(FakeLogin.anonymousTokens());
    registry.script("GET /token.*", 2, Fault.status(503));

    assertThat(open("shop/api:1").layers()).hasSize(1);
  }

  @Test
  void aTokenServiceWithoutATokenIsAFailureThatRepeatsNothingOfTheAnswer() {
    registry.requireLogin(FakeLogin.anonymousTokens());
    registry.script("GET /token.*", 1, Fault.statusWithBody(200, "{\"s3cret\":"));

    assertThatThrownBy(() -> open("shop/api:1"))
        .hasMessageContaining("answers without a token")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void aTokenServiceWithoutTlsGetsNothingUnlessItIsAllowed() throws Exception {
    credentials(auth(LOGIN));
    registry.script(
        ".*",
        1,
        Fault.status(401, "WWW-Authenticate", "Bearer realm=\"ftp://auth.example.com/token\""));

    assertFails(FailureReason.UNAUTHORIZED, "no https URL", () -> open("shop/api:1"));
  }

  @Test
  void aChallengeThatNobodyKnowsIsAFailure() {
    registry.script(".*", 1, Fault.status(401, "WWW-Authenticate", "Negotiate"));

    assertFails(FailureReason.UNAUTHORIZED, "no known way to log in", () -> open("shop/api:1"));
  }

  @Test
  void aCredentialFileThatIsBrokenConcernsTheRegistriesThatAsk() throws Exception {
    credentials("{\"auth\":");
    open("shop/api:1");

    registry.requireLogin(FakeLogin.basic(LOGIN));

    assertFails(FailureReason.CREDENTIALS_FAILED, "the credential file", () -> open("shop/web:1"));
  }
}
