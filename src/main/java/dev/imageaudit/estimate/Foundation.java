package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A base that an image could stand on.
 *
 * @param published empty where it is the image's own first layers
 * @param layers of the image, from its first on, that are the base
 * @param size what the base weighs
 * @param has whether it has a file of the image, or its like
 * @param hasPackageManager whether what it lacks comes as whole packages
 * @param reasons why it fits, as clauses for people
 */
record Foundation(
    Optional<RuntimeBase> published,
    int layers,
    Weight size,
    Predicate<RootFile> has,
    boolean hasPackageManager,
    List<String> reasons) {

  Foundation {
    reasons = List.copyOf(reasons);
  }

  /** The image's own first layers. */
  static Foundation ownLayers(Subject subject, int layers) {
    Bytes size = Bytes.ZERO;
    for (LayerIndex layer : subject.root().layers().subList(0, layers)) {
      size = size.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
    }
    String which = layers == 1 ? "its own first layer" : "its own first " + layers + " layers";
    return new Foundation(
        Optional.empty(),
        layers,
        Weight.exactly(size),
        file -> file.layer() < layers,
        true,
        List.of("it stands on " + which + ", whose files are known one by one"));
  }

  /** A published base. */
  static Foundation published(Subject subject, RuntimeNeeds needs, RuntimeBase base) {
    BaseContents contents = BaseContents.of(base);
    Optional<RuntimeNeeds.Running> running =
        needs.running().filter(r -> r.runtime().ecosystem().equals(base.ecosystem()));
    Predicate<String> provided =
        path ->
            contents.has(path, subject.packages())
                || running.map(r -> r.runtime().brings(path)).orElse(false);
    Predicate<String> brought = RuntimeNeeds.brought(subject, provided);
    List<String> reasons = new ArrayList<>();
    running.ifPresent(r -> reasons.add("it has " + r.runtime().ecosystem() + version(r.version())));
    reasons.add(
        "it has "
            + (base.libc() == RuntimeBase.Libc.NONE ? "no" : base.libc().code())
            + " C library, as the programs need");
    reasons.add("its size is that of " + base.date() + ", its files are known roughly");
    return new Foundation(
        Optional.of(base),
        0,
        weight(subject, base),
        file -> brought.test(file.path()),
        isOfTheSameRelease(needs, base),
        reasons);
  }

  private static String version(Optional<String> version) {
    return version.map(v -> " " + v).orElse("");
  }

  /** In the same measure as the image's own layers. */
  private static Weight weight(Subject subject, RuntimeBase base) {
    Weight weight = PublishedWeight.of(base);
    return Sizes.isStoredUncompressed(subject) ? weight.uncompressedOnly() : weight;
  }

  private static boolean isOfTheSameRelease(RuntimeNeeds needs, RuntimeBase base) {
    return BaseContents.of(base).essential()
        && (needs.libc() == RuntimeBase.Libc.MUSL
            || (needs.release().isPresent()
                && needs.release().equals(Distribution.named(base.name()))));
  }

  List<ProjectedLayer> originals() {
    return IntStream.range(0, layers)
        .<ProjectedLayer>mapToObj(ProjectedLayer.Original::new)
        .toList();
  }
}
