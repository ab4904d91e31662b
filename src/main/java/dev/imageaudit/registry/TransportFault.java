package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What it means that there is no answer.
 *
 * @param kind what may help; empty where nothing does
 */
record TransportFault(FailureReason reason, String sentence, Optional<TransientFailure.Kind> kind) {

  /** What {@code fault} of the exchange with {@code server} means. */
  static TransportFault of(IOException fault, String server) {
    if (has(fault, UnknownHostException.class)) {
      String host = String.valueOf(root(fault).getMessage()).replaceFirst(":.*", "");
      return lasting(
          FailureReason.UNKNOWN_HOST,
          "the host "
              + Hosts.withoutPort(server)
              + " is unknown"
              + (host.equals(Hosts.withoutPort(server)) ? "" : " (no address for " + host + ")"));
    }
    if (has(fault, ConnectTimeoutException.class)) {
      return unreachable(FailureReason.TIMEOUT, server + " cannot be reached: it is silent");
    }
    if (has(fault, SocketTimeoutException.class)) {
      return broken(FailureReason.TIMEOUT, server + " does not answer in time");
    }
    if (has(fault, ConnectException.class) || has(fault, NoRouteToHostException.class)) {
      return unreachable(
          FailureReason.CONNECTION_FAILED,
          server
              + " cannot be reached: "
              + text(fault).replaceFirst("^Connect to .* failed: ", ""));
    }
    if (isTlsFailure(fault)) {
      return lasting(FailureReason.TLS_FAILED, tlsSentence(fault, server));
    }
    return broken(
        FailureReason.CONNECTION_FAILED, "the connection to " + server + " broke: " + text(fault));
  }

  /** A TLS failure is also how a broken connection shows itself, once there was one. */
  private static boolean isTlsFailure(IOException fault) {
    return has(fault, SSLHandshakeException.class)
        || (has(fault, SSLException.class)
            && !has(fault, SocketException.class)
            && !has(fault, EOFException.class)
            && !text(fault).contains("close_notify"));
  }

  private static String tlsSentence(IOException fault, String server) {
    if (has(fault, CertPathBuilderException.class)) {
      return "the certificate of "
          + server
          + " is signed by no authority that is trusted here; name its CA file";
    }
    if (text(fault).contains("Unsupported or unrecognized SSL message")) {
      return server + " speaks no TLS; if plain HTTP is meant, list it as insecure";
    }
    return "no TLS connection with " + server + ": " + text(fault);
  }

  private static TransportFault lasting(FailureReason reason, String sentence) {
    return new TransportFault(reason, sentence, Optional.empty());
  }

  private static TransportFault unreachable(FailureReason reason, String sentence) {
    return new TransportFault(reason, sentence, Optional.of(TransientFailure.Kind.UNREACHABLE));
  }

  private static TransportFault broken(FailureReason reason, String sentence) {
    return new TransportFault(reason, sentence, Optional.of(TransientFailure.Kind.OTHER));
  }

  private static Stream<Throwable> chain(Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private static boolean has(Throwable fault, Class<? extends Throwable> type) {
    return chain(fault).anyMatch(type::isInstance);
  }

  private static Throwable root(Throwable fault) {
    return chain(fault).reduce(fault, (first, second) -> second);
  }

  private static String text(IOException fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }

  /**
   * Throws what this means for {@code subject}, such as {@code the manifest of shop/api:1.4}; what
   * concerns the host as a whole is said alike for each of its images.
   */
  ImageException thrown(String subject, IOException fault) throws TransientFailure {
    boolean isOfThisRequest = kind.equals(Optional.of(TransientFailure.Kind.OTHER));
    ImageException failure =
        new ImageException(
            reason, isOfThisRequest ? sentence + " (" + subject + ")" : sentence, fault);
    if (kind.isPresent()) {
      throw new TransientFailure(kind.get(), failure, Optional.empty());
    }
    return failure;
  }
}
