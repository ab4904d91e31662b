package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A base that an image could stand on.
 *
 * @param published empty where it is the image's own first layers, or was read itself
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
    Bytes size = size(subject.root().layers().subList(0, layers));
    String which = layers == 1 ? "its own first layer" : "its own first " + layers + " layers";
    return new Foundation(
        Optional.empty(),
        layers,
        Weight.exactly(size),
        file -> file.layer() < layers,
        true,
        List.of("it stands on " + which + ", whose files are known one by one"));
  }

  private static Bytes size(List<LayerIndex> layers) {
    Bytes size = Bytes.ZERO;
    for (LayerIndex layer : layers) {
      size = size.plus(new Bytes(layer.streamBytes(), layer.blobBytes()));
    }
    return size;
  }

  /** A published base. */
  static Foundation published(Subject subject, RuntimeNeeds needs, RuntimeBase base) {
    BaseContents contents = BaseContents.of(base);
    Optional<RuntimeNeeds.Running> running =
        needs.running().filter(r -> r.runtime().ecosystem().equals(base.ecosystem()));
    Predicate<String> own = own(subject);
    Predicate<String> provided =
        path ->
            (contents.has(path, subject.packages()) && !own.test(path))
                || running.filter(r -> isOf(r, path, subject, own)).isPresent();
    Predicate<String> brought = RuntimeNeeds.brought(subject, provided, own);
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

  /**
   * A base whose files are known one by one.
   *
   * @param base as its layers make it
   */
  static Foundation known(Subject subject, RuntimeNeeds needs, RootFilesystem base) {
    Predicate<String> own = own(subject);
    Predicate<String> provided =
        path ->
            subject.root().find(path).filter(file -> isAlike(file, base)).isPresent()
                || (base.resolve(path).isPresent()
                    && needs.running().filter(r -> isOf(r, path, subject, own)).isPresent());
    Predicate<String> brought = RuntimeNeeds.brought(subject, provided, own);
    return new Foundation(
        Optional.empty(),
        0,
        Weight.exactly(size(base.layers())),
        file -> brought.test(file.path()),
        false,
        List.of("its files are known one by one"));
  }

  private static boolean isAlike(RootFile file, RootFilesystem base) {
    boolean isLink = file.type() == FileType.SYMLINK;
    Optional<RootFile> there = isLink ? base.find(file.path()) : base.resolve(file.path());
    if (there.isEmpty() || there.get().type() != file.type()) {
      return false;
    }
    FileEntry one = file.inode();
    FileEntry other = there.get().inode();
    return switch (file.type()) {
      case DIRECTORY -> true;
      case SYMLINK -> one.linkTarget().equals(other.linkTarget());
      case REGULAR -> one.hasContentOf(other) || (one.sizeBytes() == 0 && other.sizeBytes() == 0);
      default -> false;
    };
  }

  private static Predicate<String> own(Subject subject) {
    OwnFiles own = new OwnFiles(subject);
    return path -> subject.root().find(path).filter(own::has).isPresent();
  }

  /** Whether a base that has {@code running} has {@code path} with it, as it came with that. */
  private static boolean isOf(
      RuntimeNeeds.Running running, String path, Subject subject, Predicate<String> own) {
    return running.runtime().brings(path)
        && (!own.test(path)
            || subject
                .root()
                .find(path)
                .filter(file -> file.layer() <= running.program().layer())
                .isPresent());
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
