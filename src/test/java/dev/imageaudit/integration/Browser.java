package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A page in Chromium without a window, driven through its DevTools protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long TIMEOUT_SECONDS = 60;

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Process process;
  private final WebSocket socket;
  private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();

  private Browser(Process process, int port) throws IOException {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(pageAddress(port), new Messages())
            .join();
  }

  /** Whether this machine has one. */
  public static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Skips the test on a machine without a browser; where it has to be there, fails. */
  static void require() {
    if (program().isEmpty() && System.getenv("IMAGE_AUDIT_TEST_REQUIRED") != null) {
      Assertions.fail("no Chromium, although IMAGE_AUDIT_TEST_REQUIRED is set");
    }
    Assumptions.assumeTrue(
        program().isPresent(), "skipped: this needs Chromium; on Debian, install chromium");
  }

  /** Starts one that keeps its files in {@code profile}. */
  public static Browser start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--window-size=1280,900",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Browser browser = new Browser(process, port(process));
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        browser.send(domain + ".enable", Map.of());
      }
      browser.send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
      return browser;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Process process) throws IOException {
    BufferedReader errors = process.errorReader();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      if (line.startsWith("DevTools listening on ")) {
        Thread drain = new Thread(() -> errors.lines().forEach(rest -> {}), "browser-errors");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring("DevTools listening on ".length())).getPort();
      }
    }
    throw new IOException("Chromium did not start");
  }

  private URI pageAddress(int port) throws IOException {
    try {
      String targets =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonNode target : json.readTree(targets)) {
        if (target.get("type").asText().equals("page")) {
          return URI.create(target.get("webSocketDebuggerUrl").asText());
        }
      }
      throw new IOException("Chromium has no page");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Its name and version. */
  public String version() {
    return send("Browser.getVersion", Map.of()).get("product").asText();
  }

  /** Opens {@code address} and waits until it is there. */
  public void open(String address) {
    events.clear();
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", "about:blank"));
    await(loaded, "about:blank");
    events.clear();
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", address));
    await(loaded, address);
  }

  /** What {@code expression} comes to, once it does if it is a promise. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  public String text(String expression) {
    return evaluate(expression).asText();
  }

  /** Waits until {@code condition} holds. */
  public void await(String condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!evaluate(condition).asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            condition
                + " does not come true; the address is "
                + text("location.href")
                + ", the page "
                + text("document.body.innerText.slice(0, 2000)"));
      }
      // A frame of the page's own, or a while without one: a page that nobody sees may draw none.
      evaluate(
          "new Promise(done => { requestAnimationFrame(() => done(true)); setTimeout(() => done(true), 100); })");
    }
  }

  /** Presses what {@code selector} finds first. */
  public void click(String selector) {
    evaluate("document.querySelector(" + quoted(selector) + ").click()");
  }

  private String quoted(String text) {
    return json.valueToTree(text).toString();
  }

  /** Presses and releases a key by the name that pages know it by. */
  public void press(String key) {
    boolean isText = key.length() == 1;
    Map<String, Object> down =
        isText
            ? Map.of("type", "keyDown", "key", key, "text", key)
            : key.equals("Enter")
                ? Map.of("type", "keyDown", "key", key, "text", "\r", "windowsVirtualKeyCode", 13)
                : Map.of("type", "keyDown", "key", key);
    send("Input.dispatchKeyEvent", down);
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /** Types into what has the focus. */
  public void type(String text) {
    send("Input.insertText", Map.of("text", text));
  }

  /** What the browser has told since the page was opened, of the methods named. */
  public List<String> told(String... methods) {
    return events.stream()
        .filter(event -> List.of(methods).contains(event.get("method").asText()))
        .map(event -> event.get("params").toString())
        .toList();
  }

  /** The addresses that were asked for since the page was opened. */
  public List<String> requests() {
    return events.stream()
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  public JsonNode send(String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket
        .sendText(
            json.valueToTree(Map.of("id", id, "method", method, "params", parameters)).toString(),
            true)
        .join();
    JsonNode message = await(answer, method);
    if (message.has("error")) {
      throw new AssertionError(method + ": " + message.get("error"));
    }
    return message.get("result");
  }

  private static JsonNode await(CompletableFuture<JsonNode> future, String what) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer from the browser: " + what, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
      message.append(text);
      if (isLast) {
        read(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void read(String text) {
      try {
        JsonNode read = json.readTree(text);
        if (read.has("id")) {
          Optional.ofNullable(answers.remove(read.get("id").asInt()))
              .ifPresent(answer -> answer.complete(read));
        } else {
          events.add(read);
          if (read.get("method").asText().equals("Page.loadEventFired")) {
            loaded.complete(read);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
