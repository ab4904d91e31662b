package dev.imageaudit.audit;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Images in memory, which count how often each of their layers is read. */
final class FakeImages implements ImageSource {
  private final Map<String, FakeImage> images = new TreeMap<>();
  final Map<Digest, Integer> reads = new ConcurrentHashMap<>();

  /** A layer: the blob as it is delivered, and what it ought to be. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record FakeLayer(Layer layer, byte[] blob, String instruction) {}

  static FakeLayer layer(TarBuilder tar, String instruction) {
    byte[] stream = tar.toBytes();
    Layer layer =
        new Layer(
            Optional.of(Digest.sha256Of(stream)),
            new DiffId(Digest.sha256Of(stream)),
            "application/vnd.oci.image.layer.v1.tar",
            OptionalLong.of(stream.length));
    return new FakeLayer(layer, stream, instruction);
  }

  /** The same layer, whose blob comes with other bytes than its digest promises. */
  static FakeLayer broken(FakeLayer layer) {
    byte[] blob = layer.blob.clone();
    blob[0] ^= 1;
    return new FakeLayer(layer.layer, blob, layer.instruction);
  }

  FakeImages add(String reference, FakeLayer... layers) {
    return addCreated(reference, "2026-01-02T03:04:05Z", layers);
  }

  FakeImages addCreated(String reference, String created, FakeLayer... layers) {
    images.put(reference, new FakeImage(reference, created, List.of(layers)));
    return this;
  }

  List<Target> targets() {
    return images.keySet().stream().map(r -> new Target(r, r, Labels.NONE)).toList();
  }

  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    String reference = ((ImageName.InRegistry) name).reference().toString();
    FakeImage image = images.get(reference);
    if (image == null) {
      throw new ImageException(FailureReason.NOT_FOUND, "no image " + reference);
    }
    return List.of(image.found());
  }

  @Override
  public void close() {}

  private final class FakeImage implements Image {
    private final String reference;
    private final String created;
    private final List<FakeLayer> layers;

    FakeImage(String reference, String created, List<FakeLayer> layers) {
      this.reference = reference;
      this.created = created;
      this.layers = layers;
    }

    FoundImage found() {
      return new FoundImage() {
        @Override
        public Optional<Platform> platform() {
          return Optional.empty();
        }

        @Override
        public Image open() {
          return FakeImage.this;
        }
      };
    }

    @Override
    public Platform platform() {
      return Platform.LINUX_AMD64;
    }

    @Override
    public ResolvedName resolvedName() {
      return new ResolvedName(
          Optional.of("registry.test"), Optional.of(reference), Optional.empty(), Optional.empty());
    }

    @Override
    public ImageConfig config() {
      List<History> history = new ArrayList<>();
      for (FakeLayer layer : layers) {
        history.add(new History(Optional.empty(), layer.instruction, Optional.empty(), false));
      }
      return new ImageConfig(
          Optional.of(created),
          Platform.LINUX_AMD64,
          List.of("/app/run"),
          List.of(),
          List.of(),
          "/app",
          "",
          Map.of(),
          List.of(),
          layers.stream().map(l -> l.layer.diffId()).toList(),
          history);
    }

    @Override
    public byte[] configJson() {
      throw new UnsupportedOperationException("no audit asks for it");
    }

    @Override
    public List<Layer> layers() {
      return layers.stream().map(FakeLayer::layer).toList();
    }

    @Override
    public List<LayerRead> reads(Collection<Layer> wanted) {
      return wanted.stream().map(this::read).toList();
    }

    private LayerRead read(Layer wanted) {
      byte[] blob =
          layers.stream().filter(l -> l.layer.equals(wanted)).findFirst().orElseThrow().blob;
      return new LayerRead() {
        @Override
        public List<Layer> layers() {
          return List.of(wanted);
        }

        @Override
        public void deliver(LayerConsumer consumer) throws ImageException {
          reads.merge(wanted.key(), 1, Integer::sum);
          consumer.accept(wanted, new ByteArrayInputStream(blob));
        }
      };
    }
  }
}
