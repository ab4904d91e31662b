package dev.imageaudit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a good registry answers. */
final class FakeAnswers {
  private FakeAnswers() {}

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The whole of {@code bytes}, or the range that is asked for. */
  static void sendRange(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, bytes);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** The page of {@code names} that is asked for, with a link to the next. */
  static void sendPage(HttpExchange exchange, String field, int pageSize, List<String> names)
      throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int from = query.contains("from=") ? Integer.parseInt(query.replaceAll(".*from=", "")) : 0;
    int to = (int) Math.min((long) from + pageSize, names.size());
    if (to < names.size()) {
      exchange
          .getResponseHeaders()
          .add(
              "Link", "<" + exchange.getRequestURI().getPath() + "?from=" + to + ">; rel=\"next\"");
    }
    String list =
        names.subList(from, to).stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(","));
    send(exchange, 200, ("{\"" + field + "\":[" + list + "]}").getBytes(StandardCharsets.UTF_8));
  }
}
