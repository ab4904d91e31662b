package dev.imageaudit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches bearer tokens from where a registry's challenge sends us.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token
 *     authentication</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">OAuth 2 token
 *     authentication</a>
 */
final class TokenService {
  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final Duration DEFAULT_LIFE = Duration.ofSeconds(60);
  private static final int LONGEST_LIFE_SECONDS = 24 * 3600;
  private static final JsonMapper JSON = new JsonMapper();

  private final Redirects redirects;
  private final Endpoints endpoints;
  private final Retries retries;
  private final Refusal refusal;
  private final String clientId;

  TokenService(
      Redirects redirects, Endpoints endpoints, Retries retries, Refusal refusal, String clientId) {
    this.redirects = redirects;
    this.endpoints = endpoints;
    this.retries = retries;
    this.refusal = refusal;
    this.clientId = clientId;
  }

  /**
   * A token for {@code scope} of {@code registry}: anonymous without a credential.
   *
   * @throws ImageException where the service gives none; no secret is in the message
   */
  Token fetch(Challenge challenge, String registry, String scope, Optional<Credential> credential)
      throws ImageException {
    URI realm = realm(challenge, registry);
    HttpCall call = call(realm, challenge, scope, credential);
    String subject = "the request for a token for " + registry;
    byte[] body =
        retries.run(
            realm.getRawAuthority(),
            () -> {
              try (HttpAnswer answer =
                  refusal.requireSuccess(redirects.follow(call, registry), subject)) {
                return answer.readAtMost(MAX_ANSWER_BYTES);
              } catch (IOException e) {
                throw TransportFault.of(e, realm.getRawAuthority()).thrown(subject, e);
              }
            });
    return token(body, realm);
  }

  private URI realm(Challenge challenge, String registry) throws ImageException {
    try {
      URI realm = URI.create(challenge.parameter("realm").orElse(""));
      if (endpoints.mayUse(realm, registry)) {
        return realm;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ImageException(
        FailureReason.UNAUTHORIZED,
        registry + " names a token service that is no https URL; it gets no credentials");
  }

  private HttpCall call(
      URI realm, Challenge challenge, String scope, Optional<Credential> credential) {
    Optional<String> service = challenge.parameter("service");
    boolean verified = endpoints.mustVerify(realm);
    if (credential.isPresent() && credential.get() instanceof Credential.IdentityToken identity) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "refresh_token");
      form.put("client_id", clientId);
      form.put("refresh_token", identity.token());
      form.put("scope", scope);
      service.ifPresent(name -> form.put("service", name));
      return new HttpCall("POST", realm, Map.of(), verified, form, Optional.empty());
    }
    StringBuilder url = new StringBuilder(realm.toString().replaceFirst("#.*", ""));
    char separator = realm.getRawQuery() == null ? '?' : '&';
    if (service.isPresent()) {
      url.append(separator).append("service=").append(encoded(service.get()));
      separator = '&';
    }
    for (String one : scope.split(" ", -1)) {
      url.append(separator).append("scope=").append(encoded(one));
      separator = '&';
    }
    Optional<String> authorization = Optional.empty();
    if (credential.isPresent() && credential.get() instanceof Credential.Password password) {
      url.append("&account=").append(encoded(password.user()));
      authorization = Optional.of(password.authorization());
    }
    return HttpCall.get(URI.create(url.toString()), Map.of(), verified)
        .withAuthorization(authorization);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token token(byte[] body, URI realm) throws ImageException {
    Instant now = retries.waiting().now();
    try {
      JsonNode json = JSON.readTree(body);
      String value = json.path("token").asText("");
      if (value.isEmpty()) {
        value = json.path("access_token").asText("");
      }
      if (value.matches("[\\x21-\\x7e]+")) {
        int seconds = Math.min(json.path("expires_in").asInt(0), LONGEST_LIFE_SECONDS);
        return Token.of(value, now, seconds > 0 ? Duration.ofSeconds(seconds) : DEFAULT_LIFE);
      }
    } catch (IOException e) {
      // Said below; the cause is left out, for the parser's message quotes the answer.
    }
    throw new ImageException(
        FailureReason.SERVER_ERROR,
        "the token service " + realm.getRawAuthority() + " answers without a token");
  }
}
