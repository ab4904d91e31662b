package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialStoreTest extends CredentialFixture {
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
}
