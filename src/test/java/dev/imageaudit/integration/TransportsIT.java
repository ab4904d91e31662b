package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image by every way that it can come. */
class TransportsIT {
  private static final Pair PAIR = Pair.PYTHON_EXTENSION;

  @TempDir private Path directory;

  @Test
  void theResultIsTheSameByEveryTransport() throws IOException {
    TestMachine machine = TestMachine.require();
    Map<String, String> environment = AuditRun.environment(machine, directory);
    login(machine);
    Map<String, String> names = copies(machine);

    AuditRun run =
        AuditRun.of(
            directory.resolve("out"),
            environment,
            concat(List.of("--ca", machine.ca()), List.copyOf(names.values())));

    assertThat(run.exitCode()).as(run.program().err()).isZero();
    Map<String, JsonNode> results = new LinkedHashMap<>();
    names.forEach((transport, name) -> results.put(transport, withoutName(run.image(name))));
    JsonNode registry = get(results, "registry");
    assertThat(registry.path("findings")).hasSizeGreaterThan(3);
    for (String transport : List.of("secure registry", "oci", "oci-archive")) {
      assertThat(get(results, transport)).as(transport).isEqualTo(registry);
    }
    for (String transport :
        List.of("docker-archive", "docker-archive of the daemon", "docker-daemon")) {
      assertThat(withoutCompression(get(results, transport)))
          .as(transport)
          .isEqualTo(withoutCompression(registry));
    }
    assertThat(get(results, "docker-daemon"))
        .isEqualTo(get(results, "docker-archive of the daemon"));
  }

  private static JsonNode get(Map<String, JsonNode> results, String transport) {
    return java.util.Objects.requireNonNull(results.get(transport));
  }

  private static String[] concat(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toArray(String[]::new);
  }

  private void login(TestMachine machine) throws IOException {
    String secret =
        Base64.getEncoder()
            .encodeToString(
                (machine.user() + ":" + machine.password()).getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        directory.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(machine.secureRegistry(), secret));
  }

  /** Puts copies of the image everywhere; says by what names they go. */
  private Map<String, String> copies(TestMachine machine) {
    String reference = PAIR.before(machine);
    String secure = machine.secureRegistry() + "/pairs/copy:1";
    Map<String, String> docker = Map.of("DOCKER_HOST", machine.docker());
    Map<String, String> names = new LinkedHashMap<>();
    names.put("registry", reference);
    names.put("secure registry", secure);
    names.put("oci", "oci:" + directory.resolve("layout") + ":1");
    names.put("oci-archive", "oci-archive:" + directory.resolve("layout.tar") + ":1");
    names.put("docker-archive", "docker-archive:" + directory.resolve("archive.tar"));
    names.put("docker-archive of the daemon", "docker-archive:" + directory.resolve("saved.tar"));
    names.put("docker-daemon", "docker-daemon:" + reference);
    skopeo(
        reference,
        "docker://" + secure,
        "--dest-tls-verify=false",
        "--dest-creds=" + machine.user() + ":" + machine.password());
    skopeo(reference, get(names, "oci", ""));
    skopeo(reference, get(names, "oci-archive", ""));
    skopeo(reference, get(names, "docker-archive", ":" + reference));
    ExternalProgram.run(
        docker, "docker", "save", "--output", directory.resolve("saved.tar").toString(), reference);
    return names;
  }

  private static String get(Map<String, String> names, String transport, String suffix) {
    return names.getOrDefault(transport, "") + suffix;
  }

  private static void skopeo(String reference, String destination, String... options) {
    ExternalProgram.run(
        Map.of(),
        concat(
            List.of("skopeo", "copy", "--quiet", "--insecure-policy", "--src-tls-verify=false"),
            concatToList(List.of(options), List.of("docker://" + reference, destination))));
  }

  private static List<String> concatToList(List<String> first, List<String> second) {
    return List.of(concat(first, second));
  }

  /** What the image is called, and what that says of manifests, differs by transport. */
  private static JsonNode withoutName(JsonNode image) {
    ObjectNode result = image.deepCopy();
    result.remove(List.of("reference", "resolved"));
    for (JsonNode layer : result.path("layers")) {
      ((ObjectNode) layer).remove("mediaType");
    }
    return result;
  }

  /** An archive of {@code docker save} holds the layers uncompressed. */
  private static JsonNode withoutCompression(JsonNode image) {
    JsonNode result = image.deepCopy();
    strip(result);
    return result;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("compressedBytes", "digest", "verdict", "confidence"));
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !name.endsWith("CompressedBytes"));
      object.remove(names);
      object.forEach(TransportsIT::strip);
    } else if (node instanceof ArrayNode array) {
      array.forEach(TransportsIT::strip);
    }
  }
}
