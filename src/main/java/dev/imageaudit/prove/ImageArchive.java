package dev.imageaudit.prove;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.filesystem.LayerCopier;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes what {@code docker load} reads: every version of the daemon takes this archive.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format">Docker
 *     image specification 1.2</a>
 */
final class ImageArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String tag;
  private final TarArchiveOutputStream tar;

  /** An archive of an image that will be called {@code tag}. */
  ImageArchive(String tag, OutputStream out) {
    this.tag = tag;
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /**
   * Writes {@code image} with its layers uncompressed and verified.
   *
   * @param streamBytes the length of each layer's tar stream
   * @throws ImageException where a layer cannot be read
   */
  void write(Image image, List<Long> streamBytes) throws ImageException, IOException {
    LayerTasks tasks = new LayerTasks(image);
    Set<Layer> seen = new HashSet<>();
    try (LayerCopier copier = new LayerCopier(bytes -> {})) {
      for (int i = 0; i < image.layers().size(); i++) {
        long length = streamBytes.get(i);
        if (seen.add(image.layers().get(i))) {
          tasks.add(
              i,
              (layer, blob) -> {
                begin(member(layer), length);
                copier.copyStream(layer, blob, tar);
                tar.closeArchiveEntry();
              });
        }
      }
      tasks.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    finish(image.configJson(), image.layers().stream().map(ImageArchive::member).toList());
  }

  /** Writes an image of one layer. */
  void write(byte[] configJson, byte[] layer) throws IOException {
    document("layer.tar", layer);
    finish(configJson, List.of("layer.tar"));
  }

  private void finish(byte[] config, List<String> members) throws IOException {
    String configName = Digest.sha256Of(config).hex() + ".json";
    document(configName, config);
    ObjectNode listed = JSON.createObjectNode().put("Config", configName);
    listed.putArray("RepoTags").add(tag);
    ArrayNode layers = listed.putArray("Layers");
    members.forEach(layers::add);
    document("manifest.json", JSON.writeValueAsBytes(List.of(listed)));
    tar.finish();
  }

  private static String member(Layer layer) {
    return layer.diffId().digest().hex() + "/layer.tar";
  }

  private void document(String name, byte[] content) throws IOException {
    begin(name, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void begin(String name, long length) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
  }
}
