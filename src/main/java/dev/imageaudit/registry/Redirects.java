package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Sends a request to where it belongs in the end. Credentials go no further than the server that
 * they are for, and nothing goes from TLS to plain HTTP.
 */
final class Redirects {
  private static final int MAX_REDIRECTS = 5;

  private final HttpTransport transport;
  private final Endpoints endpoints;

  Redirects(HttpTransport transport, Endpoints endpoints) {
    this.transport = transport;
    this.endpoints = endpoints;
  }

  /**
   * The first answer to {@code call} that is no redirect.
   *
   * @param registry on whose behalf it is sent
   * @throws IOException where there is no answer
   * @throws ImageException with {@link FailureReason#SERVER_ERROR} where redirects are too many or
   *     lead where they must not
   */
  HttpAnswer follow(HttpCall call, String registry) throws IOException, ImageException {
    HttpCall next = call;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpAnswer answer = transport.send(next);
      if (!answer.isRedirect() || !call.form().isEmpty() || call.body().isPresent()) {
        return answer; // what is sent is meant for one server
      }
      try (answer) {
        URI target = target(answer, registry);
        next = next.redirected(target, endpoints.mustVerify(target));
      }
    }
    throw new ImageException(
        FailureReason.SERVER_ERROR,
        call.uri().getRawAuthority() + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private URI target(HttpAnswer answer, String registry) throws ImageException {
    Optional<URI> target = answer.header("Location").flatMap(text -> resolved(answer.uri(), text));
    if (target.isEmpty()) {
      throw new ImageException(
          FailureReason.SERVER_ERROR, answer.server() + " redirects to what is no URL");
    }
    if (!endpoints.mayUse(target.get(), registry)) {
      throw new ImageException(
          FailureReason.SERVER_ERROR,
          answer.server()
              + " redirects to "
              + target.get().getScheme()
              + "://"
              + target.get().getRawAuthority()
              + ", which is not followed");
    }
    return target.get();
  }

  private static Optional<URI> resolved(URI base, String location) {
    try {
      return Optional.of(base.resolve(location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
