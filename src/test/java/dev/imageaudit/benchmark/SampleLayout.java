package dev.imageaudit.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.oci.Digest;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** An OCI layout on disk, which the benchmarks fill themselves. */
final class SampleLayout {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final Path directory;

  /** A blob of the layout, gzipped as {@code gzip -6} does it. */
  record SampleLayer(String digest, String diffId, long blobBytes, long streamBytes) {}

  /** A manifest of the layout. */
  record SampleImage(String name, String digest, String config, List<SampleLayer> layers) {}

  /** What an empty layout is filled with. */
  @FunctionalInterface
  interface Recipe {
    List<SampleImage> fill(SampleLayout layout) throws IOException;
  }

  private SampleLayout(Path directory) {
    this.directory = directory;
  }

  /** The layout in {@code directory}, made by {@code recipe} unless an earlier run has done so. */
  static SampleLayout of(Path directory, Recipe recipe) throws IOException {
    SampleLayout layout = new SampleLayout(directory);
    if (!Files.exists(directory.resolve("index.json"))) {
      Files.createDirectories(directory.resolve("blobs/sha256"));
      Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
      List<SampleImage> images = recipe.fill(layout);
      JSON.writeValue(layout.summary(), images);
      layout.writeIndex(images);
    }
    return layout;
  }

  /** Its images, in the recipe's order. */
  List<SampleImage> images() throws IOException {
    return List.of(JSON.readValue(summary(), SampleImage[].class));
  }

  private File summary() {
    return directory.resolve("images.json").toFile();
  }

  Path blob(String digest) {
    return directory.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  /** A layer of about {@code streamBytes} of what comes next in {@code tree}. */
  SampleLayer addLayer(SampleTree tree, long streamBytes) throws IOException {
    Path temporary = Files.createTempFile(directory, "layer", ".part");
    MessageDigest ofBlob = sha256();
    MessageDigest ofStream = sha256();
    long[] written = new long[1];
    try (OutputStream stream =
        new BufferedOutputStream(
            new DigestOutputStream(
                new GZIPOutputStream(
                    new DigestOutputStream(Files.newOutputStream(temporary), ofBlob), 1 << 16),
                ofStream) {
              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, length);
                written[0] += length;
              }
            },
            1 << 16)) {
      tree.write(streamBytes, stream);
    }
    SampleLayer layer =
        new SampleLayer(digest(ofBlob), digest(ofStream), Files.size(temporary), written[0]);
    Files.move(temporary, blob(layer.digest));
    return layer;
  }

  /** An image of {@code layers}; {@code name} makes it another than those of the same layers. */
  SampleImage addImage(String name, List<SampleLayer> layers) throws IOException {
    ObjectNode config = JSON.createObjectNode();
    config.put("architecture", "amd64").put("os", "linux");
    config.putObject("config").putArray("Entrypoint").add("/usr/bin/env").add(name);
    ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId));
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MANIFEST);
    String configDigest = put(config);
    manifest.set("config", descriptor("application/vnd.oci.image.config.v1+json", configDigest));
    ArrayNode descriptors = manifest.putArray("layers");
    for (SampleLayer layer : layers) {
      descriptors.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer.digest));
    }
    return new SampleImage(name, put(manifest), configDigest, layers);
  }

  private void writeIndex(List<SampleImage> images) throws IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    ArrayNode manifests = index.putArray("manifests");
    for (SampleImage image : images) {
      ObjectNode manifest = descriptor(MANIFEST, image.digest);
      manifest.putObject("annotations").put("org.opencontainers.image.ref.name", image.name);
      manifests.add(manifest);
    }
    Files.write(directory.resolve("index.json"), JSON.writeValueAsBytes(index));
  }

  private ObjectNode descriptor(String mediaType, String digest) throws IOException {
    return JSON.createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest)
        .put("size", Files.size(blob(digest)));
  }

  private String put(ObjectNode document) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(document);
    String digest = Digest.sha256Of(bytes).toString();
    Files.write(blob(digest), bytes);
    return digest;
  }

  private static String digest(MessageDigest computation) {
    return "sha256:" + HexFormat.of().formatHex(computation.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
