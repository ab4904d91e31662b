package dev.imageaudit.registry;

import java.net.URI;
import java.util.Optional;

/** An answer that was read whole. */
final class Received {
  private final HttpAnswer answer;
  private final byte[] body;

  Received(HttpAnswer answer, byte[] body) {
    this.answer = answer;
    this.body = body;
  }

  /** What was asked, in the end. */
  URI uri() {
    return answer.uri();
  }

  Optional<String> header(String name) {
    return answer.header(name);
  }

  /** The body itself, for reading only. */
  byte[] body() {
    return body;
  }
}
