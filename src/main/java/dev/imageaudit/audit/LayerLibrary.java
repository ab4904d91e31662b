package dev.imageaudit.audit;

import dev.imageaudit.filesystem.LayerCache;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * The layers of the fleet, each read once: whoever needs a layer first reads it, all others wait
 * for that.
 */
final class LayerLibrary {
  /** Failures that lie in the layer itself, and not in the way to it. */
  private static final Set<FailureReason> OF_THE_LAYER =
      EnumSet.of(
          FailureReason.CORRUPT_COMPRESSION,
          FailureReason.CORRUPT_TAR,
          FailureReason.UNSUPPORTED_COMPRESSION,
          FailureReason.UNSAFE_PATH,
          FailureReason.LIMIT_EXCEEDED);

  private final LayerCache cache;
  private final LayerIndexer indexer;
  private final ExecutorService readers;
  private final Map<Claim, Flight> flights = new HashMap<>();

  /**
   * A layer as an image's documents describe it: a blob that another image claims to be another
   * stream is read for that image too, and fails there alone.
   */
  private record Claim(Digest blob, DiffId stream) {
    static Claim of(Layer layer) {
      return new Claim(layer.key(), layer.diffId());
    }
  }

  /**
   * One reading of one layer.
   *
   * @param origin where the image is that needed it first
   * @param failure how it ended
   */
  private record Flight(String origin, CompletableFuture<Optional<ImageException>> failure) {
    boolean failedFor(String needer) {
      Optional<ImageException> known = failure.getNow(Optional.empty());
      return known.isPresent()
          && (origin.equals(needer) || OF_THE_LAYER.contains(known.get().reason()));
    }

    boolean isUsableFor(String needer) {
      return failure.getNow(Optional.empty()).isEmpty() || failedFor(needer);
    }
  }

  LayerLibrary(LayerCache cache, LayerIndexer indexer, ExecutorService readers) {
    this.cache = cache;
    this.indexer = indexer;
    this.readers = readers;
  }

  /**
   * The indexes of all layers of {@code image}, the base's first.
   *
   * @throws ImageException for the first of them that cannot be read
   */
  List<LayerIndex> indexes(Image image) throws ImageException {
    Map<Claim, Layer> needed = new LinkedHashMap<>();
    image.layers().forEach(layer -> needed.putIfAbsent(Claim.of(layer), layer));
    String origin = origin(image);
    for (int attempt = 0; attempt < 2; attempt++) {
      List<Flight> awaited = start(image, origin, needed.values());
      boolean othersFailed = false;
      for (Flight flight : awaited) {
        Optional<ImageException> failure = flight.failure.join();
        if (failure.isPresent() && (flight.failedFor(origin) || attempt > 0)) {
          throw failure.get();
        }
        othersFailed |= failure.isPresent();
      }
      if (!othersFailed) {
        break;
      }
    }
    return load(image);
  }

  private static String origin(Image image) {
    return image.resolvedName().registry().orElse("")
        + "/"
        + image.resolvedName().repository().orElse("");
  }

  private List<Flight> start(Image image, String origin, Collection<Layer> needed) {
    List<Flight> awaited = new ArrayList<>();
    Map<Claim, Flight> own = new HashMap<>();
    List<Layer> toRead = new ArrayList<>();
    synchronized (flights) {
      for (Layer layer : needed) {
        Flight flight = flights.get(Claim.of(layer));
        if (flight == null || !flight.isUsableFor(origin)) {
          flight = new Flight(origin, new CompletableFuture<>());
          flights.put(Claim.of(layer), flight);
          own.put(Claim.of(layer), flight);
          toRead.add(layer);
        }
        awaited.add(flight);
      }
    }
    for (LayerRead read : toRead.isEmpty() ? List.<LayerRead>of() : image.reads(toRead)) {
      readers.execute(() -> fly(read, own));
    }
    return awaited;
  }

  private void fly(LayerRead read, Map<Claim, Flight> own) {
    ImageException failure =
        new ImageException(FailureReason.INTERNAL_ERROR, "a layer was not delivered");
    try {
      read.deliver((layer, blob) -> land(layer, blob, own));
    } catch (ImageException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      failure = new ImageException(FailureReason.INTERNAL_ERROR, String.valueOf(e), e);
    } finally {
      for (Layer layer : read.layers()) {
        Flight flight = own.get(Claim.of(layer));
        if (flight != null) {
          flight.failure.complete(Optional.of(failure)); // no effect on those that have landed
        }
      }
    }
  }

  private void land(Layer layer, InputStream blob, Map<Claim, Flight> own) throws ImageException {
    LayerIndex index = indexer.index(layer, blob);
    try {
      cache.put(layer.key(), index);
    } catch (IOException e) {
      throw new ImageException(
          FailureReason.INTERNAL_ERROR, "the layer cache cannot be written: " + e.getMessage(), e);
    }
    Flight flight = own.get(Claim.of(layer));
    if (flight != null) {
      flight.failure.complete(Optional.empty());
    }
  }

  private List<LayerIndex> load(Image image) throws ImageException {
    List<LayerIndex> indexes = new ArrayList<>();
    for (Layer layer : image.layers()) {
      try {
        indexes.add(cache.get(layer.key()));
      } catch (IOException e) {
        throw new ImageException(
            FailureReason.INTERNAL_ERROR, "the layer cache cannot be read: " + e.getMessage(), e);
      }
    }
    return indexes;
  }
}
