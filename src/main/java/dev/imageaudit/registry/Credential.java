package dev.imageaudit.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What proves to a registry who we are; never printed. */
sealed interface Credential {

  /** A user's name and password, or the token that serves as one. */
  record Password(String user, String password) implements Credential {
    /** The value of {@code Authorization} by RFC 7617. */
    String authorization() {
      return "Basic "
          + Base64.getEncoder()
              .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "a password";
    }
  }

  /** A token by which a token service knows a user, Docker's {@code identitytoken}. */
  record IdentityToken(String token) implements Credential {
    @Override
    public String toString() {
      return "an identity token";
    }
  }

  /** A token that the registry itself takes, Docker's {@code registrytoken}. */
  record RegistryToken(String token) implements Credential {
    @Override
    public String toString() {
      return "a registry token";
    }
  }
}
