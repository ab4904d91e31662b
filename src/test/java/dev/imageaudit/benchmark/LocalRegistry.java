package dev.imageaudit.benchmark;

import dev.imageaudit.benchmark.SampleLayout.SampleImage;
import dev.imageaudit.benchmark.SampleLayout.SampleLayer;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A registry on this machine, over plain HTTP: the one that is there, else one of our own. */
final class LocalRegistry implements Closeable {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String host;
  private final Optional<Process> own;

  private LocalRegistry(String host, Optional<Process> own) {
    this.host = host;
    this.own = own;
  }

  /** What {@code IMAGE_AUDIT_TEST_REGISTRY} names, else a new one that keeps its blobs there. */
  static LocalRegistry open(Path directory) throws IOException, InterruptedException {
    String given = System.getenv().getOrDefault("IMAGE_AUDIT_TEST_REGISTRY", "");
    return given.isBlank() ? start(directory) : new LocalRegistry(given, Optional.empty());
  }

  private static LocalRegistry start(Path directory) throws IOException, InterruptedException {
    String host;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      host = "127.0.0.1:" + free.getLocalPort();
    }
    Files.createDirectories(directory);
    Path configuration = directory.resolve("registry.yml");
    Files.writeString(
        configuration,
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "%s"}
        log: {level: error, accesslog: {disabled: true}}
        """
            .formatted(directory.toAbsolutePath(), host));
    File log = directory.resolve("registry.log").toFile();
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log))
            .start();
    LocalRegistry registry = new LocalRegistry(host, Optional.of(process));
    registry.awaitStart(log);
    return registry;
  }

  private void awaitStart(File log) throws InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        if (send(HttpRequest.newBuilder(uri("/v2/")).build()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        Thread.sleep(100); // not yet
      }
    }
    close();
    throw new IllegalStateException("docker-registry does not answer, see " + log);
  }

  String host() {
    return host;
  }

  /** Puts {@code image} into a repository of its own; says by what reference it goes. */
  String push(SampleLayout layout, SampleImage image) throws IOException, InterruptedException {
    String repository = "benchmark/" + image.name();
    for (SampleLayer layer : image.layers()) {
      putBlob(repository, layout, layer.digest());
    }
    putBlob(repository, layout, image.config());
    HttpRequest manifest =
        HttpRequest.newBuilder(uri("/v2/" + repository + "/manifests/1"))
            .header("Content-Type", MANIFEST)
            .PUT(BodyPublishers.ofFile(layout.blob(image.digest())))
            .build();
    require(send(manifest), 201);
    return host + "/" + repository + ":1";
  }

  private void putBlob(String repository, SampleLayout layout, String digest)
      throws IOException, InterruptedException {
    // All blobs have gone to this repository before, if anywhere.
    HttpRequest start =
        HttpRequest.newBuilder(
                uri(
                    "/v2/%s/blobs/uploads/?mount=%s&from=benchmark/all"
                        .formatted(repository, digest)))
            .POST(BodyPublishers.noBody())
            .build();
    HttpResponse<String> started = send(start);
    if (started.statusCode() == 201) {
      return;
    }
    String location = require(started, 202).headers().firstValue("Location").orElseThrow();
    URI upload = uri("/").resolve(location);
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(upload + "&digest=" + digest))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofFile(layout.blob(digest)))
            .build();
    require(send(put), 201);
  }

  private URI uri(String path) {
    return URI.create("http://" + host + path);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> require(HttpResponse<String> response, int status)
      throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(response + ": " + response.body());
    }
    return response;
  }

  @Override
  public void close() {
    own.ifPresent(Process::destroy);
  }
}
