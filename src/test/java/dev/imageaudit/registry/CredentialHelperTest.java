package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialHelperTest extends CredentialFixture {
  private void helper(String name, String script) throws IOException {
    Path program = write("bin/docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", home.resolve("bin") + File.pathSeparator + "/usr/bin:/bin");
  }

  private static final String ECHO_SERVER =
      "read server; echo \"{\\\"Username\\\":\\\"$1 $server\\\",\\\"Secret\\\":\\\"pw\\\"}\"";

  @Test
  void aHelperIsAskedForItsRegistry() throws Exception {
    helper("ecr", ECHO_SERVER);
    write(
        ".docker/config.json",
        "{\"credHelpers\":{\"r.example.com\":\"ecr\",\"https://index.docker.io/v1/\":\"ecr\"}}");

    assertThat(user("r.example.com", "x")).isEqualTo("get r.example.com");
    assertThat(user("docker.io", "library/x")).isEqualTo("get https://index.docker.io/v1/");
    assertThat(user("s.example.com", "x")).isEqualTo("nobody");
  }

  @Test
  void theStoreIsAskedForWhatTheFileDoesNotHold() throws Exception {
    helper("desktop", ECHO_SERVER);
    String file = auths("a.example.com", "written");
    write(
        ".docker/config.json",
        file.substring(0, file.length() - 2)
            + ",\"b.example.com\":{}},\"credsStore\":\"desktop\"}");

    assertThat(user("a.example.com", "x")).isEqualTo("written");
    assertThat(user("b.example.com", "x")).isEqualTo("get b.example.com");
  }

  @Test
  void aHelpersTokenIsAnIdentityToken() throws Exception {
    helper("acr", "echo '{\"Username\":\"<token>\",\"Secret\":\"who\"}'");
    write(".docker/config.json", "{\"credsStore\":\"acr\"}");

    assertThat(store().find("r.example.com", "x")).contains(new Credential.IdentityToken("who"));
  }

  @Test
  void aHelperThatHasNoCredentialIsNoFailure() throws Exception {
    helper("pass", "echo 'credentials not found in native keychain'; exit 1");
    write(".docker/config.json", "{\"credsStore\":\"pass\"}");

    assertThat(store().find("r.example.com", "x")).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "echo s3cret; exit 3, 10000, ends with exit code 3",
    "echo s3cret, 10000, gives no JSON",
    "exec sleep 5, 30, does not answer within",
  })
  void aHelperThatFailsIsAFailureThatRepeatsNothingOfItsOutput(
      String script, long timeoutMillis, String words) throws Exception {
    helper("bad", script);
    CredentialHelper helper =
        new CredentialHelper("bad", environment, Duration.ofMillis(timeoutMillis));

    assertThatThrownBy(() -> helper.get("r.example.com"))
        .isInstanceOfSatisfying(
            ImageException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.CREDENTIALS_FAILED))
        .hasMessageContaining("docker-credential-bad " + words)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../bin/evil", "a b", "", "-x"})
  void aHelperWithAPathForANameIsNotRun(String name) {
    assertThatThrownBy(
            () ->
                new CredentialHelper(name, environment, Duration.ofSeconds(1)).get("r.example.com"))
        .hasMessageContaining("no name of a credential helper");
  }

  @Test
  void aHelperIsAskedOnceUntilItsAnswerIsRefused() throws Exception {
    environment.put("PATH", home.resolve("bin").toString());
    write(".docker/config.json", "{\"credsStore\":\"late\"}");
    CredentialStore store = store();
    assertThatThrownBy(() -> store.find("r.example.com", "x"))
        .hasMessage("the credential helper docker-credential-late is not installed");

    helper("late", ECHO_SERVER);

    assertThatThrownBy(() -> store.find("r.example.com", "x")).isInstanceOf(ImageException.class);
    store.forget("r.example.com");
    assertThat(store.find("r.example.com", "x")).isPresent();
  }
}
