package dev.imageaudit.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;

/** What is asked of a container while it runs. */
public sealed interface Probe {
  /** A GET by HTTP on the container's own loopback interface. */
  record Http(int port, String path) implements Probe {}

  /** A command, run in the container without a shell. */
  record Command(List<String> argv) implements Probe {
    public Command {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Reads {@code http://localhost:8080/path}, or a command.
   *
   * @throws IllegalArgumentException where {@code text} is neither
   */
  static Probe parse(String text) {
    if (text.startsWith("https:")) {
      throw new IllegalArgumentException(
          "a probe speaks plain HTTP; for TLS give a command of the image, such as curl");
    }
    if (!text.startsWith("http:")) {
      return new Command(words(text));
    }
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("localhost", "127.0.0.1").contains(uri.getHost())) {
      throw new IllegalArgumentException(
          "containers have no network: a probe's host is localhost, not " + uri.getHost());
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new Http(uri.getPort() < 0 ? 80 : uri.getPort(), path + query);
  }

  /**
   * A command as Dockerfiles have it: a JSON array, or words between spaces; no shell is involved.
   *
   * @throws IllegalArgumentException where it has no word
   */
  static List<String> words(String text) {
    List<String> words;
    try {
      words =
          text.strip().startsWith("[")
              ? List.of(new ObjectMapper().readValue(text, String[].class))
              : List.of(text.strip().split("\\s+"));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("no JSON array of strings: " + text, e);
    }
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new IllegalArgumentException("a command without a word");
    }
    return words;
  }
}
