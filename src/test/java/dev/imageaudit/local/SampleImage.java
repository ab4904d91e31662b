package dev.imageaudit.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.Digest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small image, and the members of the archives that engines write of it. */
final class SampleImage {
  static final String REFERENCE = "registry.test/shop/api:1";

  final byte[] first = new TarBuilder().file("etc/os-release", "ID=debian\n").toBytes();
  final byte[] second = new TarBuilder().file("app/run", "run").toBytes();

  /** The same stream as the first: engines write it once. */
  final List<byte[]> layers = List.of(first, second, first);

  /** Members by name, in the order of the archive. */
  record Members(Map<String, byte[]> files, Map<String, String> symlinks) {
    Members() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    byte[] tar(boolean documentsFirst) {
      TarBuilder tar = new TarBuilder();
      if (documentsFirst) {
        files.forEach((name, bytes) -> put(tar, name, bytes, name.endsWith("json")));
      }
      symlinks.forEach(tar::symlink);
      files.forEach(
          (name, bytes) -> put(tar, name, bytes, !(documentsFirst && name.endsWith("json"))));
      return tar.toBytes();
    }

    private static void put(TarBuilder tar, String name, byte[] bytes, boolean isWanted) {
      if (isWanted) {
        tar.file(name, bytes, 0644);
      }
    }
  }

  byte[] config() {
    return json(
        Map.of(
            "architecture",
            "amd64",
            "os",
            "linux",
            "created",
            "2026-01-02T03:04:05Z",
            "config",
            Map.of("Entrypoint", List.of("/app/run")),
            "rootfs",
            Map.of(
                "type", "layers", "diff_ids", layers.stream().map(SampleImage::digest).toList())));
  }

  /**
   * {@code docker save} before version 25: a directory a layer, and links to layers seen before.
   */
  Members classic() {
    Members members = new Members();
    String config = hex(config()) + ".json";
    members.files.put("aaa/layer.tar", first);
    members.files.put("aaa/json", new byte[] {'{', '}'});
    members.files.put("bbb/layer.tar", second);
    members.symlinks.put("ccc/layer.tar", "../aaa/layer.tar");
    members.files.put(config, config());
    members.files.put(
        "manifest.json",
        dockerManifest(config, List.of("aaa/layer.tar", "bbb/layer.tar", "ccc/layer.tar")));
    return members;
  }

  /** An OCI layout with {@code manifest.json} beside: Docker 25 and newer, the containerd store. */
  Members layout(boolean gzipped) {
    Members members = new Members();
    List<byte[]> blobs = layers.stream().map(l -> gzipped ? TarBuilder.gzip(l) : l).toList();
    for (byte[] blob : blobs) {
      members.files.put(member(blob), blob);
    }
    members.files.put(member(config()), config());
    byte[] manifest = manifest(blobs, gzipped);
    members.files.put(member(manifest), manifest);
    members.files.put(
        "index.json",
        json(
            Map.of(
                "schemaVersion",
                2,
                "manifests",
                List.of(
                    Map.of(
                        "mediaType",
                        "application/vnd.oci.image.manifest.v1+json",
                        "digest",
                        digest(manifest),
                        "size",
                        manifest.length,
                        "annotations",
                        Map.of("org.opencontainers.image.ref.name", "1"))))));
    members.files.put("oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
    members.files.put(
        "manifest.json",
        dockerManifest(member(config()), blobs.stream().map(SampleImage::member).toList()));
    return members;
  }

  private byte[] manifest(List<byte[]> blobs, boolean gzipped) {
    String mediaType = "application/vnd.oci.image.layer.v1.tar" + (gzipped ? "+gzip" : "");
    return json(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            "application/vnd.oci.image.manifest.v1+json",
            "config",
            descriptor("application/vnd.oci.image.config.v1+json", config()),
            "layers",
            blobs.stream().map(blob -> descriptor(mediaType, blob)).toList()));
  }

  private static Map<String, Object> descriptor(String mediaType, byte[] content) {
    return Map.of("mediaType", mediaType, "digest", digest(content), "size", content.length);
  }

  private static byte[] dockerManifest(String config, List<String> layers) {
    return json(
        List.of(Map.of("Config", config, "RepoTags", List.of(REFERENCE), "Layers", layers)));
  }

  static String member(byte[] content) {
    return "blobs/sha256/" + hex(content);
  }

  static String digest(byte[] content) {
    return Digest.sha256Of(content).toString();
  }

  private static String hex(byte[] content) {
    return Digest.sha256Of(content).hex();
  }

  private static byte[] json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
