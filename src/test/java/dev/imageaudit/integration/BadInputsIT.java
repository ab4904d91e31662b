package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import dev.imageaudit.registry.FakeDocuments;
import dev.imageaudit.registry.FakeRegistry;
import dev.imageaudit.registry.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an image is one row with its reason, and touches no other image. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputsIT {
  private static final byte[] LAYER = new TarBuilder().file("app/run", "run").toBytes();
  private static final String CONFIG =
      """
      {"os": "linux", "architecture": "amd64", "config": {},
       "rootfs": {"type": "layers", "diff_ids": ["%s"]}}""";
  private static final int FEW = 1000;

  private final FakeRegistry registry = FakeRegistry.start();
  private final Map<String, String> expected = new LinkedHashMap<>();
  @TempDir private static Path directory;
  private AuditRun run = new AuditRun(new ExternalProgram(-1, "", ""), Path.of(""));

  @BeforeAll
  void auditThemTogether() throws IOException {
    registry.image("good", "1", LAYER);
    registry.image("good", "2", new TarBuilder().file("etc/a", "a").toBytes(), LAYER);
    answersOfTheRegistry();
    blobs();
    documents();
    places();
    Path list = directory.resolve("fleet.txt");
    List<String> lines = new ArrayList<>(expected.keySet());
    lines.add(registry.host() + "/good:1");
    lines.add(registry.host() + "/good:2");
    Files.write(list, lines);
    run =
        AuditRun.of(
            directory.resolve("out"),
            environment(),
            "--timeout",
            "2",
            "--insecure",
            registry.host(),
            "--images",
            list.toString());
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("DOCKER_CONFIG", directory.toString());
    environment.put("DOCKER_HOST", "unix://" + directory.resolve("no.sock"));
    return environment;
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  private void expect(String reference, String reason) {
    expected.put(reference, reason);
  }

  /** An image of its own, to whose requests {@code fault} happens. */
  private void faulty(String name, String request, Fault fault, String reason) {
    registry.image(name, "1", new TarBuilder().file("app/" + name, name).toBytes());
    registry.script(request.formatted(name), FEW, fault);
    expect(registry.host() + "/" + name + ":1", reason);
  }

  private void answersOfTheRegistry() {
    String manifest = ".* /v2/%s/manifests/.*";
    faulty(
        "unauthorised",
        manifest,
        Fault.status(401, "WWW-Authenticate", "Basic realm=\"x\""),
        "unauthorized");
    faulty("forbidden", manifest, Fault.status(403), "forbidden");
    faulty("broken-server", manifest, Fault.status(500), "server-error");
    faulty("busy", manifest, Fault.status(429, "Retry-After", "0"), "rate-limited");
    faulty("hanging-up", manifest, Fault.hangUp(), "connection-failed");
    faulty("no-json", manifest, Fault.statusWithBody(200, "<html>"), "invalid-document");
    expect(registry.host() + "/absent:1", "not-found");
    expect(registry.host() + "/good:absent", "not-found");
  }

  private void blobs() {
    String blob = "GET /v2/%s/blobs/.*";
    registry.image("cut", "1", new TarBuilder().file("app/cut", "cut".repeat(500)).toBytes());
    faulty("missing-blob", blob, Fault.status(404), "not-found");
    faulty("truncated", blob, Fault.ofLength(20), "truncated");
    faulty("corrupt", blob, Fault.corrupt(), "digest-mismatch");
    layer(
        "corrupt-gzip",
        flipped(TarBuilder.gzip(LAYER)),
        Digest.sha256Of(LAYER),
        "corrupt-compression");
    byte[] noTar = "this is no tar archive".repeat(100).getBytes(StandardCharsets.UTF_8);
    layer("corrupt-tar", TarBuilder.gzip(noTar), Digest.sha256Of(noTar), "corrupt-tar");
    byte[] halfTar = Arrays.copyOf(new TarBuilder().file("a", "a".repeat(5000)).toBytes(), 2048);
    layer("half-a-tar", TarBuilder.gzip(halfTar), Digest.sha256Of(halfTar), "corrupt-tar");
    byte[] traversing = new TarBuilder().file("../../etc/passwd", "x").toBytes();
    layer("traversing", TarBuilder.gzip(traversing), Digest.sha256Of(traversing), "unsafe-path");
    layer("wrong-diff-id", TarBuilder.gzip(LAYER), Digest.sha256Of(noTar), "digest-mismatch");
  }

  private static byte[] flipped(byte[] gzip) {
    byte[] flipped = gzip.clone();
    for (int i = 12; i < flipped.length - 8; i++) {
      flipped[i] ^= 0x55;
    }
    return flipped;
  }

  private void layer(String name, byte[] blob, Digest diffId, String reason) {
    String config = CONFIG.formatted(diffId);
    manifest(
        name,
        MediaTypes.OCI_CONFIG,
        config,
        FakeDocuments.descriptor(
            MediaTypes.OCI_LAYER + "+gzip", registry.blob(name, blob), blob.length));
    expect(registry.host() + "/" + name + ":1", reason);
  }

  private void manifest(String name, String configType, String config, String layer) {
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    registry.manifest(
        name,
        "1",
        MediaTypes.OCI_MANIFEST,
        """
        {"schemaVersion": 2, "mediaType": "%s", "config": %s, "layers": [%s]}"""
            .formatted(
                MediaTypes.OCI_MANIFEST,
                FakeDocuments.descriptor(configType, registry.blob(name, bytes), bytes.length),
                layer));
  }

  private void documents() {
    registry.manifest(
        "schema-one",
        "1",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        """
        {"schemaVersion": 1, "name": "x", "tag": "1", "fsLayers": [], "history": []}""");
    expect(registry.host() + "/schema-one:1", "schema1");
    registry.manifest(
        "empty-index", "1", MediaTypes.OCI_INDEX, "{\"schemaVersion\": 2, \"manifests\": []}");
    expect(registry.host() + "/empty-index:1", "empty-index");
    registry.manifest(
        "other-platform",
        "1",
        MediaTypes.OCI_INDEX,
        """
        {"schemaVersion": 2, "manifests": [{"mediaType": "%s", "digest": "%s", "size": 2,
          "platform": {"os": "linux", "architecture": "s390x"}}]}"""
            .formatted(MediaTypes.OCI_MANIFEST, Digest.sha256Of(LAYER)));
    expect(registry.host() + "/other-platform:1", "platform-absent");
    manifest(
        "foreign",
        MediaTypes.OCI_CONFIG,
        CONFIG.formatted(Digest.sha256Of(LAYER)),
        """
        {"mediaType": "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
         "digest": "%s", "size": 10, "urls": ["https://vendor.invalid/layer"]}"""
            .formatted(Digest.sha256Of(LAYER)));
    expect(registry.host() + "/foreign:1", "foreign-layer");
    manifest(
        "chart",
        "application/vnd.cncf.helm.config.v1+json",
        "{}",
        FakeDocuments.descriptor(
            "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            registry.blob("chart", LAYER),
            LAYER.length));
    expect(registry.host() + "/chart:1", "not-an-image");
  }

  private void places() throws IOException {
    expect("no-such-host.invalid/app:1", "unknown-host");
    expect("127.0.0.1:" + freePort() + "/app:1", "connection-failed");
    expect("registry.test/UPPER:1", "invalid-reference");
    expect("registry.test/app:1@sha256:short", "invalid-reference");
    expect("oci:" + directory.resolve("no-layout"), "not-found");
    Path file = Files.write(directory.resolve("no-archive"), new byte[4096]);
    expect("docker-archive:" + file, "invalid-document");
    expect("docker-daemon:app:1", "daemon-unavailable");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @TestFactory
  List<DynamicTest> eachIsOneRowWithItsReason() {
    assertThat(expected).hasSizeGreaterThanOrEqualTo(20);
    List<DynamicTest> tests = new ArrayList<>();
    expected.forEach(
        (reference, reason) ->
            tests.add(
                DynamicTest.dynamicTest(
                    reason + ": " + reference,
                    () -> {
                      JsonNode row = run.image(reference);
                      assertThat(row.path("status").asText())
                          .isEqualTo(reason.equals("not-an-image") ? "skipped" : "failed");
                      assertThat(row.path("failure").path("reason").asText()).isEqualTo(reason);
                      assertThat(row.path("failure").path("message").asText())
                          .isNotBlank()
                          .doesNotContain("Exception");
                    })));
    return tests;
  }

  @Test
  void theOtherImagesAreAsTheyAreWithoutBadNeighbours() {
    AuditRun alone =
        AuditRun.of(
            directory.resolve("alone"),
            environment(),
            "--insecure",
            registry.host(),
            registry.host() + "/good:1",
            registry.host() + "/good:2");

    assertThat(alone.exitCode()).isZero();
    assertThat(run.exitCode()).isEqualTo(1);
    for (String good : List.of("/good:1", "/good:2")) {
      assertThat(run.image(registry.host() + good)).isEqualTo(alone.image(registry.host() + good));
    }
    assertThat(run.program().err()).doesNotContain("\tat ");
    assertThat(run.report().path("images")).hasSize(expected.size() + 2);
  }

  @Test
  void aListThatCannotBeReadEndsTheRunBeforeItBegins() {
    AuditRun unreadable =
        AuditRun.of(
            directory.resolve("nothing"),
            environment(),
            "--images",
            directory.resolve("absent.csv").toString());

    assertThat(unreadable.exitCode()).isEqualTo(2);
    assertThat(unreadable.program().err()).contains("there is no such file");
    assertThat(directory.resolve("nothing/audit.json")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenEndsTheRunBeforeItBegins() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "");

    AuditRun unwritable = AuditRun.of(file, environment(), registry.host() + "/good:1");

    assertThat(unwritable.exitCode()).isEqualTo(2);
    assertThat(unwritable.program().err()).contains("cannot write reports into");
  }
}
