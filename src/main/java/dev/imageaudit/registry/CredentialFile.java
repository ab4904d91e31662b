package dev.imageaudit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Docker's {@code config.json} or Podman's {@code auth.json}, as far as credentials go.
 *
 * <pre>{@code
 * {"auths": {"registry.example.com/shop": {"auth": "dXNlcjpwYXNzd29yZA=="}},
 *  "credHelpers": {"123.dkr.ecr.eu-west-1.amazonaws.com": "ecr-login"},
 *  "credsStore": "pass"}
 * }</pre>
 *
 * @param auths by {@link #normalized} key
 * @param helpers the name of the helper for a registry
 * @param store the name of the helper for all other registries
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
record CredentialFile(
    Map<String, Credential> auths, Map<String, String> helpers, Optional<String> store) {
  private static final int MAX_BYTES = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  CredentialFile {
    auths = Map.copyOf(auths);
    helpers = Map.copyOf(helpers);
  }

  /**
   * Reads {@code file}.
   *
   * @throws ImageException with {@link FailureReason#CREDENTIALS_FAILED}; the message repeats
   *     nothing of the content but a key
   */
  static CredentialFile read(Path file) throws ImageException {
    JsonNode document;
    try (InputStream in = Files.newInputStream(file)) {
      document = JSON.readTree(in.readNBytes(MAX_BYTES));
    } catch (IOException e) {
      // The cause is left out: the parser's message quotes the file.
      throw failed("the credential file " + file + " cannot be read, or is no JSON");
    }
    Map<String, Credential> auths = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : document.path("auths").properties()) {
      credential(file, entry.getKey(), entry.getValue())
          .ifPresent(credential -> auths.put(normalized(entry.getKey()), credential));
    }
    Map<String, String> helpers = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : document.path("credHelpers").properties()) {
      helpers.put(normalized(entry.getKey()), entry.getValue().asText());
    }
    return new CredentialFile(
        auths,
        helpers,
        Optional.of(document.path("credsStore").asText("")).filter(name -> !name.isEmpty()));
  }

  private static Optional<Credential> credential(Path file, String key, JsonNode entry)
      throws ImageException {
    String identityToken = entry.path("identitytoken").asText("");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken));
    }
    String registryToken = entry.path("registrytoken").asText("");
    if (!registryToken.isEmpty()) {
      return Optional.of(new Credential.RegistryToken(registryToken));
    }
    String auth = entry.path("auth").asText("");
    if (!auth.isEmpty()) {
      return Optional.of(decoded(file, key, auth));
    }
    String user = entry.path("username").asText("");
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credential.Password(user, entry.path("password").asText("")));
  }

  private static Credential decoded(Path file, String key, String auth) throws ImageException {
    try {
      String login = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      int colon = login.indexOf(':');
      if (colon > 0) {
        String password = login.substring(colon + 1).replaceFirst("\0+$", "");
        return new Credential.Password(login.substring(0, colon), password);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text.
    }
    throw failed("the entry of " + key + " in the credential file " + file + " makes no sense");
  }

  private static ImageException failed(String message) {
    return new ImageException(FailureReason.CREDENTIALS_FAILED, message);
  }

  /** A key without scheme and API version; the Docker Hub's many names are one. */
  static String normalized(String key) {
    String name = key.replaceFirst("^https?://", "").replaceFirst("/+$", "");
    name = name.replaceFirst("/v[12]$", "");
    return name.replaceFirst(
        "^(?:index\\.docker\\.io|registry-1\\.docker\\.io)(?=/|$)", "docker.io");
  }

  /** The credential of the longest key that {@code repository} of {@code registry} is under. */
  Optional<Credential> longestMatch(String registry, String repository) {
    String name = repository.isEmpty() ? registry : registry + "/" + repository;
    while (!name.isEmpty()) {
      Credential credential = auths.get(name);
      if (credential != null) {
        return Optional.of(credential);
      }
      int slash = name.lastIndexOf('/');
      name = slash < 0 ? "" : name.substring(0, slash);
    }
    return Optional.empty();
  }

  /** The usual places of such files, the first to be asked first. */
  static List<Path> usualPlaces(RegistryAccess access) {
    Path home = Path.of(access.variable("HOME").orElse(System.getProperty("user.home", "/")));
    Path docker = access.variable("DOCKER_CONFIG").map(Path::of).orElse(home.resolve(".docker"));
    Path config = access.variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    List<Path> places = new java.util.ArrayList<>();
    places.add(docker.resolve("config.json"));
    access
        .variable("XDG_RUNTIME_DIR")
        .ifPresent(directory -> places.add(Path.of(directory, "containers", "auth.json")));
    places.add(config.resolve("containers").resolve("auth.json"));
    return places;
  }
}
