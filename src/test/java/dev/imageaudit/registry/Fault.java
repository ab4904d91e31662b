package dev.imageaudit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;

/** What a registry does to a request instead of answering it well. */
@FunctionalInterface
public interface Fault {
  /**
   * Answers {@code exchange}.
   *
   * @param content what the good answer's body would be; empty where there is none
   */
  void answer(HttpExchange exchange, byte[] content) throws IOException;

  /** A status with headers, given as name, value, name, value. */
  static Fault status(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** A status with a body. */
  static Fault statusWithBody(int status, String body) {
    return (exchange, content) ->
        FakeAnswers.send(exchange, status, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** To another place. */
  static Fault redirect(String location) {
    return status(307, "Location", location);
  }

  /** The announced length, but a connection that breaks after {@code bytes}. */
  static Fault cutAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** The whole content, whatever range was asked for. */
  static Fault ignoreRange() {
    return (exchange, content) -> FakeAnswers.send(exchange, 200, content);
  }

  /** The right length with the last byte changed. */
  static Fault corrupt() {
    return (exchange, content) -> {
      byte[] changed = content.clone();
      changed[changed.length - 1] ^= 1;
      FakeAnswers.send(exchange, 200, changed);
    };
  }

  /** An answer of {@code bytes} that says that this is all. */
  static Fault ofLength(int bytes) {
    return (exchange, content) -> FakeAnswers.send(exchange, 200, Arrays.copyOf(content, bytes));
  }

  /** An answer of {@code bytes} in chunks, so that no length is announced. */
  static Fault chunked(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(Arrays.copyOf(content, bytes));
    };
  }

  /** A connection that ends without an answer. */
  static Fault hangUp() {
    return (exchange, content) -> exchange.close();
  }
}
