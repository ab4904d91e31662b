package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's credentials, looked for when a registry asks for some. A file is read once; a helper
 * is asked once for each registry, whether it fails or not, until its answer is refused.
 */
final class CredentialStore {
  private static final Duration HELPER_TIMEOUT = Duration.ofSeconds(10);
  private static final String DOCKER_HUB_SERVER = "https://index.docker.io/v1/";

  private final Map<String, String> environment;
  private final List<Path> files;

  /** Whether the user named the files, so that each must be there. */
  private final boolean areNamed;

  private final Duration helperTimeout;
  private final Map<Path, Answer<CredentialFile>> read = new HashMap<>();
  private final Map<Question, Answer<Optional<Credential>>> asked = new HashMap<>();

  private record Question(String helper, String server) {}

  private record Answer<T>(Optional<T> value, Optional<ImageException> failure) {
    T get() throws ImageException {
      if (failure.isPresent()) {
        ImageException known = failure.get();
        throw new ImageException(known.reason(), known.getMessage(), known);
      }
      return value.orElseThrow();
    }
  }

  private interface Source<T> {
    T get() throws ImageException;
  }

  /** The credentials that {@code access} names. */
  CredentialStore(RegistryAccess access) {
    this(access, HELPER_TIMEOUT);
  }

  CredentialStore(RegistryAccess access, Duration helperTimeout) {
    this.environment = access.environment();
    this.helperTimeout = helperTimeout;
    List<Path> named = access.credentialFiles();
    if (named.isEmpty()) {
      named = access.variable("REGISTRY_AUTH_FILE").map(Path::of).stream().toList();
    }
    this.areNamed = !named.isEmpty();
    this.files = areNamed ? named : CredentialFile.usualPlaces(access);
  }

  /**
   * The credential for {@code repository} of {@code registry}: the first file's that has one.
   *
   * @param repository empty for the registry as a whole
   * @throws ImageException with {@link FailureReason#CREDENTIALS_FAILED}
   */
  synchronized Optional<Credential> find(String registry, String repository) throws ImageException {
    String server = CredentialFile.normalized(registry);
    for (Path path : files) {
      if (areNamed || Files.isRegularFile(path)) {
        Optional<Credential> credential = find(file(path), server, repository);
        if (credential.isPresent()) {
          return credential;
        }
      }
    }
    return Optional.empty();
  }

  private CredentialFile file(Path path) throws ImageException {
    return read.computeIfAbsent(path, p -> answer(() -> CredentialFile.read(p))).get();
  }

  private Optional<Credential> find(CredentialFile file, String server, String repository)
      throws ImageException {
    String helper = file.helpers().get(server);
    if (helper != null) {
      return ask(helper, server);
    }
    Optional<Credential> written = file.longestMatch(server, repository);
    return written.isPresent() || file.store().isEmpty()
        ? written
        : ask(file.store().get(), server);
  }

  private Optional<Credential> ask(String helper, String server) throws ImageException {
    String dockersName = server.equals("docker.io") ? DOCKER_HUB_SERVER : server;
    return asked
        .computeIfAbsent(
            new Question(helper, server),
            question ->
                answer(
                    () ->
                        new CredentialHelper(helper, environment, helperTimeout).get(dockersName)))
        .get();
  }

  /** Has helpers asked anew for {@code registry}, whose credentials have run out. */
  synchronized void forget(String registry) {
    asked.keySet().removeIf(q -> q.server.equals(CredentialFile.normalized(registry)));
  }

  private static <T> Answer<T> answer(Source<T> source) {
    try {
      return new Answer<>(Optional.of(source.get()), Optional.empty());
    } catch (ImageException e) {
      return new Answer<>(Optional.empty(), Optional.of(e));
    }
  }
}
