package dev.imageaudit.registry;

import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home directory with credential files, and the environment that leads there. */
abstract class CredentialFixture {
  @TempDir Path home;
  final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void liveAtHome() {
    environment.put("HOME", home.toString());
  }

  final Path write(String file, String json) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, json);
  }

  static String auths(String... keysAndUsers) {
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

  final CredentialStore store() {
    return new CredentialStore(RegistryAccess.defaults("test", environment));
  }

  final String user(String registry, String repository) throws ImageException {
    return store()
        .find(registry, repository)
        .map(c -> c instanceof Credential.Password password ? password.user() : "other")
        .orElse("nobody");
  }
}
