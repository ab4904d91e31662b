package dev.imageaudit.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a status other than success means.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec, error codes</a>
 */
final class Refusal {
  private static final int MAX_BODY_BYTES = 8 << 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final RetryPolicy policy;
  private final Waiting waiting;

  Refusal(RetryPolicy policy, Waiting waiting) {
    this.policy = policy;
    this.waiting = waiting;
  }

  /**
   * Accepts {@code answer} where it is a success; else closes it.
   *
   * @param subject what was asked for, such as {@code the manifest of shop/api:1.4}
   */
  HttpAnswer requireSuccess(HttpAnswer answer, String subject)
      throws ImageException, TransientFailure {
    if (answer.status() >= 200 && answer.status() < 300) {
      return answer;
    }
    try (answer) {
      ImageException failure =
          failure(
              reason(answer.status()),
              answer.server(),
              answer.status(),
              subject,
              explained(answer));
      if (isTransient(answer.status())) {
        throw new TransientFailure(
            answer.status() == 429
                ? TransientFailure.Kind.TOO_MANY_REQUESTS
                : TransientFailure.Kind.OTHER,
            failure,
            retryAfter(answer));
      }
      throw failure;
    }
  }

  /** {@code registry.example.com answers 404 to the manifest of shop/api:1.4: …}. */
  static ImageException failure(
      FailureReason reason, String server, int status, String subject, String explanation) {
    return new ImageException(
        reason, server + " answers " + status + " to " + subject + ": " + explanation);
  }

  private static FailureReason reason(int status) {
    return switch (status) {
      case 401 -> FailureReason.UNAUTHORIZED;
      case 403 -> FailureReason.FORBIDDEN;
      case 404 -> FailureReason.NOT_FOUND;
      case 408 -> FailureReason.TIMEOUT;
      case 429 -> FailureReason.RATE_LIMITED;
      default -> FailureReason.SERVER_ERROR;
    };
  }

  private static boolean isTransient(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private Optional<Duration> retryAfter(HttpAnswer answer) {
    return answer.header("Retry-After").flatMap(text -> policy.retryAfter(text, waiting.now()));
  }

  private static String explained(HttpAnswer answer) {
    String meaning =
        switch (answer.status()) {
          case 401 -> "credentials are missing or wrong";
          case 403 -> "the credentials do not suffice";
          case 404 -> "there is no such thing, or it is not shown";
          case 408 -> "the request took too long";
          case 429 -> "too many requests";
          default ->
              answer.status() >= 500 ? "the server has a fault" : "the server does not accept it";
        };
    return errorCode(answer).map(code -> meaning + " (" + code + ")").orElse(meaning);
  }

  /** The registry's own word, such as {@code MANIFEST_UNKNOWN}; its message may say too much. */
  private static Optional<String> errorCode(HttpAnswer answer) {
    try {
      byte[] body = answer.readAtMost(MAX_BODY_BYTES);
      return Optional.ofNullable(JSON.readTree(new String(body, StandardCharsets.UTF_8)))
          .map(json -> json.path("errors").path(0).path("code").asText(""))
          .filter(code -> code.matches("[A-Za-z_]{1,40}"));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // a page for people
    } catch (IOException e) {
      return Optional.empty(); // the status says enough
    }
  }
}
