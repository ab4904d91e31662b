package dev.imageaudit.audit;

import dev.imageaudit.audit.FleetSavings.Share;
import dev.imageaudit.audit.FleetSavings.Shares;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds up the saving by what images have in common. */
final class SavingShares {
  private static final int MAX_ROWS = 50;
  private static final Comparator<Share> LARGEST_FIRST =
      Comparator.comparing((Share share) -> -share.savedCompressedBytes())
          .thenComparing(share -> -share.imagesSavedCompressedBytes())
          .thenComparing(share -> -share.imagesCompressedBytes())
          .thenComparing(share -> share.name().orElse(""));

  private final LayerTable layers;
  private final List<CountedImage> images;

  SavingShares(LayerTable layers, List<CountedImage> images) {
    this.layers = layers;
    this.images = images;
  }

  private static final class Sum {
    private final Optional<String> name;
    private int images;
    private int candidates;
    private long compressedBytes;
    private long savedBytes;
    private long jointBytes;
    private long imagesCompressedBytes;
    private long imagesSavedBytes;

    Sum(Optional<String> name) {
      this.name = name;
    }

    Share share() {
      return new Share(
          name,
          images,
          candidates,
          compressedBytes,
          savedBytes,
          jointBytes,
          imagesCompressedBytes,
          imagesSavedBytes);
    }
  }

  /** The shares of those that {@code label} tells apart; none where it tells of no image. */
  Shares by(Function<CountedImage, Optional<String>> label) {
    if (images.stream().allMatch(image -> label.apply(image).isEmpty())) {
      return new Shares(List.of(), 0);
    }
    Map<Optional<String>, Integer> numbers = new HashMap<>();
    List<Sum> sums = new ArrayList<>();
    int[] groupOf = new int[images.size()];
    for (int i = 0; i < groupOf.length; i++) {
      CountedImage image = images.get(i);
      Optional<String> name = label.apply(image);
      groupOf[i] = numbers.computeIfAbsent(name, key -> numbers.size());
      if (groupOf[i] == sums.size()) {
        sums.add(new Sum(name));
      }
      Sum sum = sums.get(groupOf[i]);
      sum.images++;
      sum.candidates += image.isCandidate() ? 1 : 0;
      sum.imagesCompressedBytes += image.compressedBytes();
      sum.imagesSavedBytes += image.savedBytes();
    }
    addLayers(LayerUsers.of(layers, images, groupOf), sums);
    List<Share> rows = sums.stream().map(Sum::share).sorted(LARGEST_FIRST).toList();
    int shown = Math.min(MAX_ROWS, rows.size());
    return new Shares(rows.subList(0, shown), rows.size() - shown);
  }

  private void addLayers(LayerUsers users, List<Sum> sums) {
    for (int layer = 0; layer < layers.layers(); layer++) {
      IntBuffer groups = users.of(layer);
      boolean isShared = groups.remaining() > 1;
      while (groups.hasRemaining()) {
        Sum sum = sums.get(groups.get());
        sum.compressedBytes += layers.compressedBytes(layer);
        sum.savedBytes += isShared ? 0 : layers.savedBytes(layer);
        sum.jointBytes += isShared ? layers.savedBytes(layer) : 0;
      }
    }
  }
}
