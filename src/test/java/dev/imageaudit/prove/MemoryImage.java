package dev.imageaudit.prove;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.InvalidDocumentException;
import dev.imageaudit.oci.Platform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An image whose layers' streams are literals. */
final class MemoryImage implements Image {
  private final List<byte[]> blobs = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final String steps;

  private MemoryImage(String steps) {
    this.steps = steps;
  }

  /** Layers as builders compress them, with a history of one step each. */
  static MemoryImage of(byte[]... streams) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < streams.length; i++) {
      steps.add("{\"created_by\": \"RUN step " + i + "\"}");
    }
    MemoryImage image = new MemoryImage(String.join(", ", steps));
    for (byte[] stream : streams) {
      byte[] blob = TarBuilder.gzip(stream);
      image.blobs.add(blob);
      image.layers.add(
          new Layer(
              Optional.of(Digest.sha256Of(blob)),
              new DiffId(Digest.sha256Of(stream)),
              "application/vnd.oci.image.layer.v1.tar+gzip",
              OptionalLong.of(blob.length)));
    }
    return image;
  }

  RootFilesystem root() {
    List<LayerIndex> indexes = new ArrayList<>();
    try (LayerIndexer indexer = new LayerIndexer(CaptureRules.NONE, bytes -> {})) {
      for (int i = 0; i < blobs.size(); i++) {
        indexes.add(indexer.index(layers.get(i), new ByteArrayInputStream(blobs.get(i))));
      }
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
    return RootFilesystem.of(indexes);
  }

  byte[] blob(int layer) {
    return blobs.get(layer).clone();
  }

  @Override
  public ResolvedName resolvedName() {
    return new ResolvedName(
        Optional.empty(), Optional.of("memory"), Optional.empty(), Optional.empty());
  }

  @Override
  public Platform platform() {
    return Platform.LINUX_AMD64;
  }

  @Override
  public ImageConfig config() {
    try {
      return ImageConfig.parse(configJson());
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public byte[] configJson() {
    List<String> diffIds = layers.stream().map(layer -> "\"" + layer.diffId() + "\"").toList();
    return """
        {"created": "2026-01-02T03:04:05Z", "os": "linux", "architecture": "amd64",
         "container_config": {"Cmd": ["build"]},
         "config": {"Entrypoint": ["/app/run"], "Env": ["PATH=/usr/bin", "A=1"], "User": "7",
                    "StopSignal": "SIGQUIT", "ExposedPorts": {"80/tcp": {}}},
         "history": [%s],
         "rootfs": {"type": "layers", "diff_ids": [%s]}}"""
        .formatted(steps, String.join(", ", diffIds))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  @Override
  public List<LayerRead> reads(Collection<Layer> wanted) {
    return wanted.stream().map(this::read).toList();
  }

  private LayerRead read(Layer layer) {
    return new LayerRead() {
      @Override
      public List<Layer> layers() {
        return List.of(layer);
      }

      @Override
      public void deliver(LayerConsumer consumer) throws ImageException {
        consumer.accept(
            layer, new ByteArrayInputStream(blobs.get(MemoryImage.this.layers.indexOf(layer))));
      }
    };
  }
}
