package dev.imageaudit.registry;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The documents of images, as JSON. */
public final class FakeDocuments {
  private FakeDocuments() {}

  /** A descriptor. */
  public static String descriptor(String mediaType, Digest digest, long sizeBytes) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, sizeBytes);
  }

  /** The config of an image for linux/amd64 with the layers {@code tars}. */
  public static byte[] config(byte[]... tars) {
    return ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + Arrays.stream(tars)
                .map(tar -> '"' + Digest.sha256Of(tar).toString() + '"')
                .collect(Collectors.joining(","))
            + "]}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The manifest of an image with {@code config} and the gzipped layers {@code tars}. */
  public static String manifest(byte[] config, byte[]... tars) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(
            MediaTypes.OCI_MANIFEST,
            descriptor(MediaTypes.OCI_CONFIG, Digest.sha256Of(config), config.length),
            Arrays.stream(tars)
                .map(TarBuilder::gzip)
                .map(
                    blob ->
                        descriptor(
                            MediaTypes.OCI_LAYER + "+gzip", Digest.sha256Of(blob), blob.length))
                .collect(Collectors.joining(",")));
  }
}
