package dev.imageaudit.registry;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and gives its answer, whatever that is: no redirects, no retries, no
 * authentication but to a proxy, and the body as it comes.
 */
final class HttpTransport implements Closeable {
  /** Waiting for one of our own connections to become free says nothing about the registry. */
  private static final Timeout LEASE_TIMEOUT = Timeout.ofDays(1);

  private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);
  private static final int MAX_CONNECTIONS = 1_000;

  private final CloseableHttpClient verified;
  private final CloseableHttpClient unverified;

  HttpTransport(RegistryAccess access) throws IOException {
    Proxies proxies = Proxies.of(access);
    this.verified = client(access, proxies, Trust.verified(access.caFile()));
    this.unverified = client(access, proxies, Trust.unverified());
  }

  private static CloseableHttpClient client(RegistryAccess access, Proxies proxies, Trust trust) {
    Timeout connect = Timeout.of(access.connectTimeout());
    Timeout response = Timeout.of(access.responseTimeout());
    return HttpClients.custom()
        .setUserAgent(access.userAgent())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(access.connectionsPerRegistry())
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setTlsSocketStrategy(trust.strategy())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(response)
                        .setTimeToLive(CONNECTION_LIFE)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(LEASE_TIMEOUT)
                .setResponseTimeout(response)
                .build())
        .setRoutePlanner(routes(proxies))
        .setDefaultCredentialsProvider(proxyCredentials(proxies))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  private static HttpRoutePlanner routes(Proxies proxies) {
    return new DefaultRoutePlanner(null) {
      @Override
      protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        return proxies
            .proxyFor(target.getSchemeName(), target.getHostName(), target.getPort())
            .map(HttpTransport::host)
            .orElse(null);
      }
    };
  }

  private static HttpHost host(URI uri) {
    return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
  }

  private static BasicCredentialsProvider proxyCredentials(Proxies proxies) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    for (URI proxy : proxies.all()) {
      Optional.ofNullable(proxy.getUserInfo())
          .map(login -> login.split(":", 2))
          .ifPresent(
              login ->
                  credentials.setCredentials(
                      new AuthScope(host(proxy)),
                      new UsernamePasswordCredentials(
                          login[0], (login.length > 1 ? login[1] : "").toCharArray())));
    }
    return credentials;
  }

  /**
   * Sends {@code call}; the caller closes the answer.
   *
   * @throws IOException where there is no answer
   */
  HttpAnswer send(HttpCall call) throws IOException {
    ClassicRequestBuilder builder = ClassicRequestBuilder.create(call.method()).setUri(call.uri());
    call.headers().forEach(builder::addHeader);
    call.form().forEach(builder::addParameter);
    call.body().map(Upload::entity).ifPresent(builder::setEntity);
    ClassicHttpRequest request = builder.build();
    CloseableHttpClient client = call.verified() ? verified : unverified;
    return new HttpAnswer(
        call.uri(),
        client.executeOpen(
            new HttpHost(call.uri().getScheme(), call.uri().getHost(), call.uri().getPort()),
            request,
            HttpClientContext.create()));
  }

  @Override
  public void close() throws IOException {
    verified.close();
    unverified.close();
  }
}
