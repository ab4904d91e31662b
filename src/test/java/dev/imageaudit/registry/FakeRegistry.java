package dev.imageaudit.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.ssl.SSLContexts;

/** A registry in memory that speaks HTTP on the loopback interface and fails as it is told to. */
public final class FakeRegistry implements AutoCloseable {
  static {
    // Else each answer on a kept connection waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern CONTENT =
      Pattern.compile("/v2/(.+)/(manifests|blobs)/([A-Za-z0-9:._-]+)");
  private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Stored> content = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> tags = new TreeMap<>();
  private final List<Script> scripts = Collections.synchronizedList(new ArrayList<>());
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
  private Optional<FakeLogin> login = Optional.empty();
  private int pageSize = Integer.MAX_VALUE;

  /** A request as it came. */
  public record Seen(String method, String path, Map<String, String> headers) {
    /** The value of a header, by lower-case name. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final class Stored {
    private final String mediaType;
    private final byte[] bytes;

    Stored(String mediaType, byte[] bytes) {
      this.mediaType = mediaType;
      this.bytes = bytes.clone();
    }
  }

  private static final class Script {
    private final Pattern request;
    private final Fault fault;
    private int times;

    Script(String request, int times, Fault fault) {
      this.request = Pattern.compile(request);
      this.times = times;
      this.fault = fault;
    }
  }

  private FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** An empty registry over plain HTTP that wants no credentials. */
  public static FakeRegistry start() {
    try {
      return new FakeRegistry(HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty registry over TLS, with the certificate of {@code server.p12}. */
  public static FakeRegistry startTls() {
    try (InputStream in = FakeRegistry.class.getResourceAsStream("server.p12")) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, "changeit".toCharArray());
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(
              SSLContexts.custom().loadKeyMaterial(keys, "changeit".toCharArray()).build()));
      return new FakeRegistry(server);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Host and port, as a reference names them. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How to reach it, without any credentials of the machine. */
  public RegistryAccess access() {
    return RegistryAccess.defaults("image-audit/test", Map.of("HOME", "/nonexistent"))
        .withInsecureHosts(Set.of("http://" + host()));
  }

  /** Stores a blob in {@code repository}. */
  public Digest blob(String repository, byte[] bytes) {
    Digest digest = Digest.sha256Of(bytes);
    content.put(repository + "/blobs/" + digest, new Stored("application/octet-stream", bytes));
    return digest;
  }

  /** Stores a manifest or index under {@code tag} and under its digest. */
  public Digest manifest(String repository, String tag, String mediaType, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.sha256Of(bytes);
    content.put(repository + "/manifests/" + tag, new Stored(mediaType, bytes));
    content.put(repository + "/manifests/" + digest, new Stored(mediaType, bytes));
    synchronized (tags) {
      tags.computeIfAbsent(repository, r -> new java.util.TreeSet<>()).add(tag);
    }
    return digest;
  }

  /**
   * Stores an image for linux/amd64 whose layers are the gzipped {@code tars}.
   *
   * @return its manifest's digest
   */
  public Digest image(String repository, String tag, byte[]... tars) {
    for (byte[] tar : tars) {
      blob(repository, TarBuilder.gzip(tar));
    }
    byte[] config = FakeDocuments.config(tars);
    blob(repository, config);
    return manifest(repository, tag, MediaTypes.OCI_MANIFEST, FakeDocuments.manifest(config, tars));
  }

  /** From now on, whoever comes has to log in. */
  public void requireLogin(FakeLogin how) {
    this.login = Optional.of(how);
  }

  /** From now on, lists come in pages of {@code size}. */
  public void pageBy(int size) {
    this.pageSize = size;
  }

  /**
   * The next {@code times} requests to which the expression {@code request} fits, such as {@code
   * GET .*}{@code /blobs/.*}, get {@code fault}.
   */
  public void script(String request, int times, Fault fault) {
    scripts.add(new Script(request, times, fault));
  }

  /** All requests so far. */
  public List<Seen> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** The requests so far to which the expression {@code request} fits. */
  public List<Seen> seen(String request) {
    return seen().stream().filter(s -> s.toString().matches(request)).toList();
  }

  /** How many connections the requests so far came over. */
  public int connections() {
    return connections.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress().getPort());
    try (exchange) {
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      e -> e.getKey().toLowerCase(java.util.Locale.ROOT),
                      e -> String.join(",", e.getValue())));
      Seen request =
          new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
      seen.add(request);
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Fault> fault = next(request.toString());
      Matcher named = CONTENT.matcher(exchange.getRequestURI().getPath());
      Optional<Stored> stored =
          named.matches()
              ? Optional.ofNullable(
                  content.get(named.group(1) + "/" + named.group(2) + "/" + named.group(3)))
              : Optional.empty();
      if (fault.isPresent()) {
        fault.get().answer(exchange, stored.map(s -> s.bytes).orElse(new byte[0]));
      } else if (login.isEmpty() || login.get().admits(exchange, body, host())) {
        serve(exchange, stored);
      }
    }
  }

  private Optional<Fault> next(String request) {
    synchronized (scripts) {
      for (Script script : scripts) {
        if (script.times > 0 && script.request.matcher(request).matches()) {
          script.times--;
          return Optional.of(script.fault);
        }
      }
    }
    return Optional.empty();
  }

  private void serve(HttpExchange exchange, Optional<Stored> stored) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher tagList = TAGS.matcher(path);
    if (stored.isPresent()) {
      exchange.getResponseHeaders().add("Content-Type", stored.get().mediaType);
      if (path.contains("/manifests/")) {
        exchange
            .getResponseHeaders()
            .add("Docker-Content-Digest", Digest.sha256Of(stored.get().bytes).toString());
      }
      FakeAnswers.sendRange(exchange, stored.get().bytes);
    } else if (path.equals("/v2/_catalog")) {
      FakeAnswers.sendPage(exchange, "repositories", pageSize, List.copyOf(tags.keySet()));
    } else if (tagList.matches() && tags.containsKey(tagList.group(1))) {
      FakeAnswers.sendPage(
          exchange, "tags", pageSize, List.copyOf(tags.getOrDefault(tagList.group(1), Set.of())));
    } else if (path.equals("/v2/")) {
      FakeAnswers.send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
    } else {
      String code = path.contains("/manifests/") ? "MANIFEST_UNKNOWN" : "NAME_UNKNOWN";
      FakeAnswers.send(
          exchange,
          404,
          ("{\"errors\":[{\"code\":\"" + code + "\"}]}").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
