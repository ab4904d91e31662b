package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final RegistryAccess ACCESS =
      RegistryAccess.defaults("test", Map.of("HOME", "/nonexistent"));

  private final FakeRegistry registry = FakeRegistry.startTls();

  @TempDir Path directory;

  @AfterEach
  void close() {
    registry.close();
  }

  private static Path caFile() {
    return Path.of(URI.create(String.valueOf(TlsTest.class.getResource("ca.pem"))));
  }

  private int status(RegistryAccess access, String host, boolean verified) throws IOException {
    URI uri = URI.create("https://" + registry.host().replace("127.0.0.1", host) + "/v2/");
    try (HttpTransport transport = new HttpTransport(access);
        HttpAnswer answer = transport.send(HttpCall.get(uri, Map.of(), verified))) {
      return answer.status();
    }
  }

  private TransportFault fault(RegistryAccess access, String host) {
    IOException fault = catchThrowableOfType(IOException.class, () -> status(access, host, true));
    return TransportFault.of(fault, host);
  }

  @Test
  void aCertificateOfTheCaFileIsTrusted() throws Exception {
    assertThat(status(ACCESS.withCaFile(caFile()), "127.0.0.1", true)).isEqualTo(200);
  }

  @Test
  void aCertificateThatNobodyKnowsIsNotTrusted() {
    TransportFault fault = fault(ACCESS, "127.0.0.1");

    assertThat(fault.reason()).isEqualTo(FailureReason.TLS_FAILED);
    assertThat(fault.sentence()).contains("signed by no authority that is trusted here");
    assertThat(fault.kind()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherHostIsNotTrusted() {
    TransportFault fault = fault(ACCESS.withCaFile(caFile()), "localhost");

    assertThat(fault.reason()).isEqualTo(FailureReason.TLS_FAILED);
  }

  @Test
  void anyCertificateIsTrustedWhereNoneIsVerified() throws Exception {
    assertThat(status(ACCESS, "localhost", false)).isEqualTo(200);
  }

  @Test
  void aCaFileWithoutCertificatesIsSaidToBeOne() throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");

    assertThatThrownBy(() -> RegistryClient.open(ACCESS.withCaFile(file)).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca.pem");
  }

  @Test
  void aLoopbackRegistryMayHaveAnyCertificate() throws Exception {
    registry.image("shop/api", "1", new byte[512]);

    try (RegistryClient client = new RegistryClient(ACCESS, new FakeTime())) {
      assertThat(new RegistryCatalogue(client).repositories(registry.host()))
          .containsExactly("shop/api");
    }
  }

  @Test
  void aLoopbackRegistryWithoutTlsIsReachedOverPlainHttp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        RegistryClient client = new RegistryClient(ACCESS, new FakeTime())) {
      Thread plain = new Thread(() -> servePlainly(server));
      plain.setDaemon(true);
      plain.start();

      assertThat(new RegistryCatalogue(client).tags("127.0.0.1:" + server.getLocalPort(), "a"))
          .containsExactly("1");
    }
  }

  /** As Go's servers do: what is no HTTP gets a complaint in HTTP. */
  private static void servePlainly(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          InputStream in = socket.getInputStream();
          OutputStream out = socket.getOutputStream()) {
        String answer =
            in.read() == 'G'
                ? "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"tags\":[\"1\"]}"
                : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        socket.shutdownOutput();
        in.readNBytes(1 << 16);
      } catch (IOException e) {
        // The client hangs up as it likes.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://storage.example.net/x, registry.example.com, true",
    "http://storage.example.net/x, registry.example.com, false",
    "http://storage.example.net/x, lab.example.com, true",
    "http://lab.example.com/x, registry.example.com, true",
    "http://127.0.0.1/x, registry.example.com, false",
    "http://127.0.0.1/x, localhost:5000, true",
    "ftp://lab.example.com/x, lab.example.com, false",
  })
  void nothingGoesFromTlsToPlainHttpUnlessTheUserAllowsIt(
      URI target, String registry, boolean allowed) {
    Endpoints endpoints = new Endpoints(Set.of("lab.example.com"));

    assertThat(endpoints.mayUse(target, registry)).isEqualTo(allowed);
  }

  @Test
  void onlyInsecureHostsAreAskedOverPlainHttp() {
    Endpoints endpoints = new Endpoints(Set.of("lab.example.com", "http://plain.example.com:5000"));

    assertThat(endpoints.of("docker.io"))
        .containsExactly(new Endpoint("https", "registry-1.docker.io", true));
    assertThat(endpoints.of("lab.example.com:5000"))
        .containsExactly(
            new Endpoint("https", "lab.example.com:5000", false),
            new Endpoint("http", "lab.example.com:5000", true));
    assertThat(endpoints.of("plain.example.com:5000"))
        .containsExactly(new Endpoint("http", "plain.example.com:5000", true));
    assertThat(endpoints.of("plain.example.com"))
        .containsExactly(new Endpoint("https", "plain.example.com", true));
    assertThat(endpoints.of("[::1]:5000")).hasSize(2);
  }
}
