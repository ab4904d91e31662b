package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.oci.Digest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest extends RegistryFixture {
  private Digest digest = Digest.sha256Of(TAR);

  @BeforeEach
  void storeAnImage() {
    digest = registry.image("shop/api", "1", TAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aRequestThatMaySucceedLaterIsMadeAgain(int status) throws Exception {
    registry.script("HEAD .*", 2, Fault.status(status));

    assertThat(open("shop/api:1").resolvedName().digest()).contains(digest);
    assertThat(registry.seen("HEAD .*")).hasSize(3);
    assertThat(time.slept()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1_800));
  }

  @Test
  void aConnectionThatEndsWithoutAnAnswerIsMadeAgain() throws Exception {
    registry.script("GET .*/blobs/.*", 2, Fault.hangUp());

    assertThat(open("shop/api:1").layers()).hasSize(1);
  }

  @Test
  void aDocumentThatBreaksOffIsReadAgain() throws Exception {
    registry.script("GET .*", 2, Fault.cutAfter(20));

    assertThat(open("shop/api:1").layers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "403, FORBIDDEN, the credentials do not suffice",
    "404, NOT_FOUND, there is no such thing",
    "418, SERVER_ERROR, the server does not accept it",
  })
  void aRequestThatWillNeverSucceedIsNotMadeAgain(
      int status, FailureReason reason, String explanation) {
    registry.script(".*", 100, Fault.status(status));

    assertFails(
        reason,
        registry.host() + " answers " + status + " to the manifest of shop/api:1: " + explanation,
        () -> open("shop/api:1"));
    assertThat(registry.seen("GET .*")).hasSizeLessThanOrEqualTo(1);
    assertThat(time.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"408, TIMEOUT", "429, RATE_LIMITED", "500, SERVER_ERROR", "503, SERVER_ERROR"})
  void whatNeverPassesIsAFailureInTheEnd(int status, FailureReason reason) {
    registry.script(".*", 100, Fault.status(status));

    assertFails(reason, "answers " + status, () -> open("shop/api:1"));
    assertThat(registry.seen()).hasSize(1 + RetryPolicy.DEFAULT.retries());
    assertThat(time.slept()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(16));
  }

  @Test
  void retryAfterIsObeyed() throws Exception {
    registry.script("HEAD .*", 1, Fault.status(503, "Retry-After", "7"));

    open("shop/api:1");

    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aRegistryThatWantsFewerRequestsIsSparedByAllThreads() throws Exception {
    registry.script("HEAD .*", 1, Fault.status(429, "Retry-After", "20"));
    open("shop/api:1");

    assertThat(time.slept()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    assertThat(time.sleeps().stream().filter(s -> s.compareTo(Duration.ofMillis(100)) <= 0))
        .as("the requests after it come with space between them")
        .isNotEmpty();
  }

  @Test
  void aRegistryThatRefusesForGoodDoesNotHoldUpTheRestOfTheFleet() {
    registry.script(".*", 1_000, Fault.status(429, "Retry-After", "3600"));
    assertFails(FailureReason.RATE_LIMITED, "429", () -> open("shop/api:1"));
    Duration first = time.slept();

    assertFails(FailureReason.RATE_LIMITED, "429", () -> open("shop/api:1"));

    assertThat(first).isEqualTo(RetryPolicy.DEFAULT.longestRetryAfter().multipliedBy(5));
    assertThat(time.slept().minus(first)).isLessThan(Duration.ofSeconds(70));
    assertThat(registry.seen()).hasSize(7);
  }

  @Test
  void aHostThatRefusesConnectionsIsGivenUpSoonAndNotAskedForEachImage() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String host = "127.0.0.1:" + port;
    reopen(registry.access().withInsecureHosts(Set.of("http://" + host)));

    assertFails(
        FailureReason.CONNECTION_FAILED,
        host + " cannot be reached",
        () -> openIn(host, "shop/api:1"));
    Duration first = time.slept();
    assertFails(
        FailureReason.CONNECTION_FAILED,
        host + " cannot be reached: Connection refused",
        () -> openIn(host, "shop/web:1"));

    assertThat(first).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
    assertThat(time.slept()).isEqualTo(first);
  }

  @Test
  void anUnknownHostIsNotAskedForTwice() {
    assertFails(
        FailureReason.UNKNOWN_HOST,
        "the host registry.invalid is unknown",
        () -> openIn("registry.invalid", "shop/api:1"));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void aServerThatFallsSilentIsATimeout() throws Exception {
    reopen(
        registry
            .access()
            .withLimits(Duration.ofSeconds(5), Duration.ofMillis(40), 4)
            .withRetryPolicy(RetryPolicy.DEFAULT.withRetries(1)));
    registry.script(
        ".*",
        100,
        (exchange, content) -> {
          try {
            Thread.sleep(400);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertFails(FailureReason.TIMEOUT, "does not answer in time", () -> open("shop/api:1"));
  }
}
