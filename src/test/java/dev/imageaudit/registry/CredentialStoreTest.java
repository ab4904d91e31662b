package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialStoreTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void liveAtHome() {
    environment.put("HOME", home.toString());
  }

  private Path write(String file, String json) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, json);
  }

  private static String auths(String... keysAndUsers) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < keysAndUsers.length; i += 2) {
      String auth =
          Base64.getEncoder()
              .encodeToString((keysAndUsers[i + 1] + ":pw").getBytes(StandardCharsets.UTF_8));
      json.append(i == 0 ? "" : ",")
          .append("\"" + keysAndUsers[i] + "\":{\"auth\":\"" + auth + "\"}");
    }
    return "{\"auths\":{" + json + "}}";
  }

  private CredentialStore store() {
    return new CredentialStore(RegistryAccess.defaults("test", environment));
  }

  private String user(String registry, String repository) throws ImageException {
    return store()
        .find(registry, repository)
        .map(c -> c instanceof Credential.Password password ? password.user() : "other")
        .orElse("nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com",
        "https://registry.example.com",
        "https://registry.example.com/",
        "http://registry.example.com/v2/",
        "https://registry.example.com/v1/",
      })
  void aKeyMayBeAHostOrAUrl(String key) throws Exception {
    write(".docker/config.json", auths(key, "me"));

    assertThat(user("registry.example.com", "shop/api")).isEqualTo("me");
    assertThat(user("registry.example.com:5000", "shop/api")).isEqualTo("nobody");
    assertThat(user("example.com", "shop/api")).isEqualTo("nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "registry-1.docker.io"})
  void theDockerHubHasManyNames(String key) throws Exception {
    write(".docker/config.json", auths(key, "me"));

    assertThat(user("docker.io", "library/alpine")).isEqualTo("me");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/api, api",
    "shop/web, shop",
    "shopping/web, all",
    "shop/api/v2, api",
    "other, all",
  })
  void theLongestKeyThatTheRepositoryIsUnderCounts(String repository, String user)
      throws Exception {
    write(
        ".docker/config.json",
        auths(
            "r.example.com", "all", "r.example.com/shop", "shop", "r.example.com/shop/api", "api"));

    assertThat(user("r.example.com", repository)).isEqualTo(user);
  }

  @Test
  void theFirstFileWithACredentialCounts() throws Exception {
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    write(".docker/config.json", auths("a.example.com", "docker"));
    write("run/containers/auth.json", auths("a.example.com", "run", "b.example.com", "run"));
    write(
        ".config/containers/auth.json",
        auths("b.example.com", "config", "c.example.com", "config"));

    assertThat(user("a.example.com", "x")).isEqualTo("docker");
    assertThat(user("b.example.com", "x")).isEqualTo("run");
    assertThat(user("c.example.com", "x")).isEqualTo("config");
    assertThat(user("d.example.com", "x")).isEqualTo("nobody");
  }

  @Test
  void theEnvironmentMovesDockersFile() throws Exception {
    write(".docker/config.json", auths("a.example.com", "home"));
    write("elsewhere/config.json", auths("a.example.com", "moved"));
    environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());

    assertThat(user("a.example.com", "x")).isEqualTo("moved");
  }

  @Test
  void aFileThatTheEnvironmentNamesStandsAlone() throws Exception {
    write(".docker/config.json", auths("a.example.com", "docker", "b.example.com", "docker"));
    environment.put(
        "REGISTRY_AUTH_FILE", write("robot.json", auths("a.example.com", "robot")).toString());

    assertThat(user("a.example.com", "x")).isEqualTo("robot");
    assertThat(user("b.example.com", "x")).isEqualTo("nobody");
  }

  @Test
  void filesThatTheUserNamesStandAloneAndMustBeThere() throws Exception {
    write(".docker/config.json", auths("b.example.com", "docker"));
    Path named = write("robot.json", auths("a.example.com", "robot"));
    RegistryAccess access = RegistryAccess.defaults("test", environment);

    CredentialStore store = new CredentialStore(access.withCredentialFiles(List.of(named)));
    CredentialStore absent =
        new CredentialStore(access.withCredentialFiles(List.of(home.resolve("absent.json"))));

    assertThat(store.find("a.example.com", "x")).isPresent();
    assertThat(store.find("b.example.com", "x")).isEmpty();
    assertThatThrownBy(() -> absent.find("a.example.com", "x"))
        .hasMessageContaining("absent.json cannot be read");
  }

  @Test
  void everyKindOfEntryIsRead() throws Exception {
    write(
        ".docker/config.json",
        """
        {"auths": {
          "a": {"username": "me", "password": "pw"},
          "b": {"identitytoken": "who", "auth": "PHRva2VuPjo="},
          "c": {"registrytoken": "bearer"},
          "d": {}}}
        """);

    assertThat(store().find("a", "x")).contains(new Credential.Password("me", "pw"));
    assertThat(store().find("b", "x")).contains(new Credential.IdentityToken("who"));
    assertThat(store().find("c", "x")).contains(new Credential.RegistryToken("bearer"));
    assertThat(store().find("d", "x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auths\": s3cret",
        "{\"auths\": {\"a.example.com\": {\"auth\": \"%s3cret%\"}}}",
        "{\"auths\": {\"a.example.com\": {\"auth\": \"czNjcmV0\"}}}",
      })
  void aFileThatIsBrokenIsAFailureThatRepeatsNothingOfIt(String json) throws Exception {
    write(".docker/config.json", json);

    assertThatThrownBy(() -> store().find("a.example.com", "x"))
        .isInstanceOfSatisfying(
            ImageException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.CREDENTIALS_FAILED))
        .hasMessageContaining("config.json")
        .satisfies(
            e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("s3cret", "czNjcmV0"));
  }

  @Test
  void noCredentialPrintsItsSecret() {
    assertThat(
            List.of(
                    new Credential.Password("me", "s3cret"),
                    new Credential.IdentityToken("s3cret"),
                    new Credential.RegistryToken("s3cret"),
                    new Token("s3cret", Instant.EPOCH))
                .toString())
        .doesNotContain("s3cret");
  }

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
