package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.util.List;
import java.util.Optional;

/**
 * Answers the challenges of registries, and remembers the answers: a registry that has asked once
 * gets the answer with each request.
 */
final class Authenticator {
  private static final int TOKENS_KEPT = 1_000;
  private static final int REGISTRIES_KEPT = 1_000;
  private static final int LOCKS = 64;

  private final CredentialStore credentials;
  private final TokenService tokenService;
  private final Waiting waiting;
  private final Recent<String, Challenge> challenges = new Recent<>(REGISTRIES_KEPT);
  private final Recent<Key, Token> tokens = new Recent<>(TOKENS_KEPT);
  private final Object[] locks = new Object[LOCKS];

  /** What a token is good for. */
  private record Key(String registry, String scope) {}

  Authenticator(CredentialStore credentials, TokenService tokenService, Waiting waiting) {
    this.credentials = credentials;
    this.tokenService = tokenService;
    this.waiting = waiting;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** The value of {@code Authorization}, where the registry is known to want one. */
  Optional<String> known(RegistryRequest request) throws ImageException {
    Optional<Challenge> challenge = challenges.get(request.registry());
    if (challenge.isEmpty()) {
      return Optional.empty();
    }
    return challenge.get().isBasic()
        ? credential(request)
            .flatMap(Authenticator::password)
            .map(Credential.Password::authorization)
        : Optional.of(bearer(request, challenge.get(), request.scope(), Optional.empty()));
  }

  /**
   * The value of {@code Authorization} that {@code refused} asks for.
   *
   * @param tried the value that was refused, if there was one
   * @throws ImageException with {@link FailureReason#UNAUTHORIZED} where there is no other
   */
  String answer(RegistryRequest request, HttpAnswer refused, Optional<String> tried)
      throws ImageException {
    List<Challenge> offered = refused.challenges();
    Challenge challenge =
        offered.stream()
            .filter(c -> c.isBearer() && c.parameter("realm").isPresent())
            .findFirst()
            .or(() -> offered.stream().filter(Challenge::isBasic).findFirst())
            .orElseThrow(() -> unauthorized(request, refused, "it offers no known way to log in"));
    challenges.put(request.registry(), challenge);
    String answer =
        challenge.isBasic()
            ? basic(request, refused, tried)
            : bearer(
                request, challenge, challenge.parameter("scope").orElse(request.scope()), tried);
    if (tried.isPresent() && tried.get().equals(answer)) {
      throw unauthorized(request, refused, "its credentials are wrong");
    }
    return answer;
  }

  private String basic(RegistryRequest request, HttpAnswer refused, Optional<String> tried)
      throws ImageException {
    if (tried.isPresent()) {
      credentials.forget(request.registry());
    }
    return credential(request)
        .flatMap(Authenticator::password)
        .map(Credential.Password::authorization)
        .orElseThrow(() -> unauthorized(request, refused, "there is no password for it here"));
  }

  private String bearer(
      RegistryRequest request, Challenge challenge, String scope, Optional<String> refused)
      throws ImageException {
    Key key = new Key(request.registry(), request.scope());
    synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
      Optional<Token> kept =
          tokens
              .get(key)
              .filter(token -> token.isFresh(waiting.now()))
              .filter(token -> !refused.equals(Optional.of(token.authorization())));
      if (kept.isPresent()) {
        return kept.get().authorization();
      }
      Optional<Credential> credential = credential(request);
      if (credential.isPresent()
          && credential.get() instanceof Credential.RegistryToken registryToken) {
        return "Bearer " + registryToken.token();
      }
      Token token = tokenService.fetch(challenge, request.registry(), scope, credential);
      tokens.put(key, token);
      return token.authorization();
    }
  }

  private Optional<Credential> credential(RegistryRequest request) throws ImageException {
    return credentials.find(request.registry(), request.repository());
  }

  private static Optional<Credential.Password> password(Credential credential) {
    return credential instanceof Credential.Password password
        ? Optional.of(password)
        : Optional.empty();
  }

  /** The failure where the newest answer is refused too. */
  ImageException refusedAgain(RegistryRequest request, HttpAnswer refused) throws ImageException {
    return unauthorized(
        request,
        refused,
        credential(request).isPresent()
            ? "its credentials are wrong or do not suffice"
            : "there are no credentials for it here");
  }

  private static ImageException unauthorized(
      RegistryRequest request, HttpAnswer refused, String why) {
    return Refusal.failure(
        FailureReason.UNAUTHORIZED, refused.server(), refused.status(), request.subject(), why);
  }
}
