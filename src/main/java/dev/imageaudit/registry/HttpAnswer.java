package dev.imageaudit.registry;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;

/** A server's answer, its body not read yet; closing a long one early gives up the connection. */
final class HttpAnswer implements Closeable {
  private static final int MAX_SKIPPED_BYTES = 16 << 10;

  private final URI uri;
  private final ClassicHttpResponse response;

  HttpAnswer(URI uri, ClassicHttpResponse response) {
    this.uri = uri;
    this.response = response;
  }

  /** What was asked, in the end. */
  URI uri() {
    return uri;
  }

  /** Who answers, as {@code host[:port]}. */
  String server() {
    return uri.getRawAuthority();
  }

  int status() {
    return response.getCode();
  }

  boolean isRedirect() {
    return switch (status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(NameValuePair::getValue);
  }

  List<Challenge> challenges() {
    return Arrays.stream(response.getHeaders("WWW-Authenticate"))
        .flatMap(header -> Challenge.parse(String.valueOf(header.getValue())).stream())
        .toList();
  }

  /** The body's length, where the server says it. */
  OptionalLong length() {
    HttpEntity entity = response.getEntity();
    return entity == null || entity.getContentLength() < 0
        ? OptionalLong.empty()
        : OptionalLong.of(entity.getContentLength());
  }

  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** The body's first {@code maxBytes}. */
  byte[] readAtMost(int maxBytes) throws IOException {
    return body().readNBytes(maxBytes);
  }

  @Override
  public void close() {
    try {
      if (status() >= 300) {
        readAtMost(MAX_SKIPPED_BYTES); // a body read to its end leaves the connection usable
      }
      response.close();
    } catch (IOException e) {
      // The connection is given up either way.
    }
  }
}
