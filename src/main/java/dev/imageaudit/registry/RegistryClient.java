package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks the OCI distribution protocol with any number of registries: connections, tokens and what
 * was learnt of each host are shared by all threads.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec</a>
 */
public final class RegistryClient implements Closeable {
  private final HttpTransport transport;
  private final Endpoints endpoints;
  private final Redirects redirects;
  private final Retries retries;
  private final Refusal refusal;
  private final Authenticator authenticator;

  /**
   * A client with its connections.
   *
   * @throws IOException where the CA file or a proxy's variable cannot be used
   */
  public static RegistryClient open(RegistryAccess access) throws IOException {
    return new RegistryClient(access, Waiting.REAL);
  }

  RegistryClient(RegistryAccess access, Waiting waiting) throws IOException {
    this.transport = new HttpTransport(access);
    this.endpoints = new Endpoints(access.insecureHosts());
    this.redirects = new Redirects(transport, endpoints);
    this.retries = new Retries(access.retryPolicy(), waiting);
    this.refusal = new Refusal(access.retryPolicy(), waiting);
    this.authenticator =
        new Authenticator(
            new CredentialStore(access),
            new TokenService(
                redirects, endpoints, retries, refusal, access.userAgent().replaceFirst("/.*", "")),
            waiting);
  }

  Retries retries() {
    return retries;
  }

  /**
   * The successful answer to {@code request}, its body to be read by the caller, who closes it.
   *
   * @throws ImageException where there is none, after every retry
   */
  HttpAnswer open(RegistryRequest request) throws ImageException {
    return retries.run(
        request.registry(),
        () -> {
          try {
            return refusal.requireSuccess(authorised(request), request.subject());
          } catch (IOException e) {
            throw TransportFault.of(e, request.registry()).thrown(request.subject(), e);
          }
        });
  }

  /**
   * The successful answer to {@code request}, read whole.
   *
   * @throws ImageException where there is none, or its body is longer than {@code maxBytes}
   */
  Received receive(RegistryRequest request, int maxBytes) throws ImageException {
    return retries.run(
        request.registry(),
        () -> {
          try (HttpAnswer answer = refusal.requireSuccess(authorised(request), request.subject())) {
            byte[] body = answer.readAtMost(maxBytes + 1);
            if (body.length > maxBytes) {
              throw new ImageException(
                  FailureReason.LIMIT_EXCEEDED,
                  answer.server()
                      + " answers with more than "
                      + maxBytes
                      + " bytes to "
                      + request.subject());
            }
            return new Received(answer, body);
          } catch (IOException e) {
            throw TransportFault.of(e, request.registry()).thrown(request.subject(), e);
          }
        });
  }

  /**
   * The headers of the answer to {@code request} made as HEAD; empty where the registry has no HEAD
   * for it, or says too little by it, so that a GET has to decide.
   */
  Optional<Received> probe(RegistryRequest request) throws ImageException {
    return retries.run(
        request.registry(),
        () -> {
          try (HttpAnswer answer = authorised(request.withMethod("HEAD"))) {
            return switch (answer.status()) {
              case 400, 404, 405, 501 -> Optional.empty();
              default -> {
                refusal.requireSuccess(answer, request.subject());
                yield Optional.of(new Received(answer, new byte[0]));
              }
            };
          } catch (IOException e) {
            throw TransportFault.of(e, request.registry()).thrown(request.subject(), e);
          }
        });
  }

  /** The answer to {@code request} with the authentication that the registry asks for. */
  private HttpAnswer authorised(RegistryRequest request) throws IOException, ImageException {
    Optional<String> known = authenticator.known(request);
    HttpAnswer answer = sent(request, known);
    if (answer.status() != 401 || !isFromRegistry(answer, request)) {
      return answer;
    }
    String authorization;
    try (answer) {
      authorization = authenticator.answer(request, answer, known);
    }
    HttpAnswer second = sent(request, Optional.of(authorization));
    if (second.status() == 401 && isFromRegistry(second, request)) {
      try (second) {
        throw authenticator.refusedAgain(request, second);
      }
    }
    return second;
  }

  /** Where blobs lie may be another server, whose challenges are not the registry's. */
  private boolean isFromRegistry(HttpAnswer answer, RegistryRequest request) {
    return endpoints.of(request.registry()).stream()
        .anyMatch(endpoint -> endpoint.authority().equals(answer.server()));
  }

  private HttpAnswer sent(RegistryRequest request, Optional<String> authorization)
      throws IOException, ImageException {
    List<Endpoint> candidates = endpoints.of(request.registry());
    for (int i = 0; ; i++) {
      Endpoint endpoint = candidates.get(i);
      try {
        HttpAnswer answer =
            redirects.follow(
                new HttpCall(
                        request.method(),
                        endpoint.resolve(request.path()),
                        request.headers(),
                        endpoint.verified(),
                        Map.of(),
                        request.body())
                    .withAuthorization(authorization),
                request.registry());
        endpoints.settle(request.registry(), endpoint);
        return answer;
      } catch (IOException e) {
        if (i + 1 == candidates.size()) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
