package dev.imageaudit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a fake registry lets users in; its token service is at {@code /token}. */
public final class FakeLogin {
  private final boolean bearer;
  private final Optional<String> password;
  private final Optional<String> identityToken;
  private final Set<String> validTokens = ConcurrentHashMap.newKeySet();
  private final List<String> scopes = Collections.synchronizedList(new ArrayList<>());
  private String field = "token";
  private int lifeSeconds = 300;

  private FakeLogin(boolean bearer, Optional<String> password, Optional<String> identityToken) {
    this.bearer = bearer;
    this.password = password;
    this.identityToken = identityToken;
  }

  /** Basic authentication with {@code user:password}. */
  public static FakeLogin basic(String userAndPassword) {
    return new FakeLogin(false, Optional.of(userAndPassword), Optional.empty());
  }

  /** Tokens for everybody. */
  public static FakeLogin anonymousTokens() {
    return new FakeLogin(true, Optional.empty(), Optional.empty());
  }

  /** Tokens for {@code user:password}. */
  public static FakeLogin tokens(String userAndPassword) {
    return new FakeLogin(true, Optional.of(userAndPassword), Optional.empty());
  }

  /** Tokens for who has an identity token. */
  public static FakeLogin tokensForIdentity(String identityToken) {
    return new FakeLogin(true, Optional.empty(), Optional.of(identityToken));
  }

  /** Tokens come in the field {@code name}, and live for {@code seconds}. */
  public FakeLogin answering(String name, int seconds) {
    this.field = name;
    this.lifeSeconds = seconds;
    return this;
  }

  /** No token given so far is good any more. */
  public void revokeTokens() {
    validTokens.clear();
  }

  /** What tokens were asked for, in order. */
  public List<String> scopes() {
    synchronized (scopes) {
      return List.copyOf(scopes);
    }
  }

  /** Whether the request may go on; else it is answered. */
  boolean admits(HttpExchange exchange, byte[] body, String host) throws IOException {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (exchange.getRequestURI().getPath().equals("/token")) {
      giveToken(exchange, authorization, new String(body, StandardCharsets.UTF_8));
      return false;
    }
    boolean isAdmitted =
        bearer
            ? validTokens.contains(authorization.replaceFirst("^Bearer ", ""))
            : authorization.equals(expectedBasic());
    if (!isAdmitted) {
      exchange
          .getResponseHeaders()
          .add(
              "WWW-Authenticate",
              bearer
                  ? "Bearer service=\"fake, \\\"registry\\\"\",realm=\"http://" + host + "/token\""
                  : "Basic realm=\"fake\"");
      exchange.sendResponseHeaders(401, -1);
    }
    return isAdmitted;
  }

  private String expectedBasic() {
    return "Basic "
        + Base64.getEncoder().encodeToString(password.orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private void giveToken(HttpExchange exchange, String authorization, String form)
      throws IOException {
    boolean isKnown =
        identityToken.isPresent()
            ? exchange.getRequestMethod().equals("POST")
                && form.contains("grant_type=refresh_token")
                && form.contains("refresh_token=" + identityToken.get())
            : password.isEmpty() || authorization.equals(expectedBasic());
    if (!isKnown) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    String query = identityToken.isPresent() ? form : exchange.getRequestURI().getQuery();
    scopes.add(query.replaceAll(".*scope=", "").replaceAll("&.*", ""));
    String token = "token-" + scopes.size();
    validTokens.add(token);
    FakeAnswers.send(
        exchange,
        200,
        ("{\"" + field + "\":\"" + token + "\",\"expires_in\":" + lifeSeconds + "}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
