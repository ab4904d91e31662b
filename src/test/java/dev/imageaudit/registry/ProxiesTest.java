package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static Proxies proxies(Map<String, String> environment) throws IOException {
    return Proxies.of(RegistryAccess.defaults("test", environment));
  }

  private static boolean isDirect(String noProxy, String host, int port) throws IOException {
    return proxies(Map.of("https_proxy", "http://proxy:3128", "NO_PROXY", noProxy))
        .proxyFor("https", host, port)
        .isEmpty();
  }

  @Test
  void theProxyOfTheSchemeIsTaken() throws IOException {
    Proxies proxies = proxies(Map.of("HTTP_PROXY", "plain:8080", "https_proxy", "http://tls"));

    assertThat(proxies.proxyFor("http", "a.example", -1)).contains(URI.create("http://plain:8080"));
    assertThat(proxies.proxyFor("https", "a.example", 443)).contains(URI.create("http://tls:80"));
    assertThat(proxies(Map.of()).proxyFor("https", "a.example", -1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, registry.example.com",
    "example.com, example.com",
    "example.com, registry.example.com",
    "'foo, EXAMPLE.com', Registry.example.COM",
    ".example.com, registry.example.com",
    "*.example.com, registry.example.com",
    "example.com:5000, registry.example.com",
    "10.1.2.3, 10.1.2.3",
    "10.0.0.0/8, 10.1.2.3",
    "10.1.2.0/23, 10.1.3.255",
    "fd00::/8, fd12::1",
    "'', localhost",
    "'', 127.8.9.1",
    "'', ::1",
  })
  void hostsThatNoProxyNamesAreReachedDirectly(String noProxy, String host) throws IOException {
    assertThat(isDirect(noProxy, host, 5000)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, badexample.com",
    ".example.com, example.com",
    "example.com:443, registry.example.com",
    "10.0.0.0/8, 11.1.2.3",
    "10.1.2.0/23, 10.1.4.0",
    "10.0.0.0/8, 10.example.com",
    "10.0.0.0/99, 10.1.2.3",
    "fd00::/8, 10.1.2.3",
    "'', 128.0.0.1",
  })
  void hostsThatNoProxyDoesNotQuiteNameAreNot(String noProxy, String host) throws IOException {
    assertThat(isDirect(noProxy, host, 5000)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:s3cret@", "http://s3cret proxy", "://s3cret"})
  void aProxyThatIsNoUrlIsAnErrorThatDoesNotRepeatIt(String proxy) {
    assertThatThrownBy(() -> proxies(Map.of("HTTPS_PROXY", proxy)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTPS_PROXY is no URL")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void aRegistryIsReachedThroughTheProxyThatKnowsOurPassword() throws Exception {
    try (FakeRegistry proxy = FakeRegistry.start()) {
      proxy.image("shop/api", "1", new byte[512]);
      proxy.script(".*", 1, Fault.status(407, "Proxy-Authenticate", "Basic realm=\"p\""));
      Map<String, String> environment = new HashMap<>();
      environment.put("HTTP_PROXY", "http://me:pass@" + proxy.host());
      RegistryAccess access =
          RegistryAccess.defaults("test", environment)
              .withInsecureHosts(Set.of("http://registry.test"));
      try (RegistryClient client = new RegistryClient(access, new FakeTime())) {
        assertThat(new RegistryCatalogue(client).tags("registry.test", "shop/api"))
            .containsExactly("1");
      }
      assertThat(proxy.seen().get(0).path()).startsWith("http://registry.test/v2/");
      assertThat(proxy.seen().get(1).header("proxy-authorization"))
          .isEqualTo(Optional.of("Basic bWU6cGFzcw=="));
    }
  }
}
