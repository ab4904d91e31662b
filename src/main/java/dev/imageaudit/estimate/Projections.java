package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runtime images that an image could be.
 *
 * @param trim the same image without what it does not need
 * @param runtimeBase what it needs, on a base for running; empty where none is known to fit
 * @param minimal what it needs, and nothing else; empty where it is not known what it starts
 * @param needs what it asks of a base
 */
public record Projections(
    TrimProjection trim,
    Optional<ProjectedImage> runtimeBase,
    Optional<ProjectedImage> minimal,
    RuntimeNeeds needs) {
  public static final String TRIM = TrimProjection.NAME;
  public static final String RUNTIME_BASE = "runtime-base";
  public static final String MINIMAL = "minimal";

  /** The projections of {@code subject}, on one of {@code bases} where the image has no better. */
  public static Projections of(Subject subject, BaseImages bases) {
    RuntimeNeeds needs = RuntimeNeeds.of(subject);
    TrimProjection trim = TrimProjection.of(subject, needs.removable());
    if (!isStarted(subject, needs)) {
      return new Projections(trim, Optional.empty(), Optional.empty(), needs);
    }
    MinimalProjection minimal = MinimalProjection.of(subject, needs);
    return new Projections(
        trim,
        RuntimeBaseProjection.of(subject, needs, bases, minimal.weight()),
        Optional.of(minimal.image(subject)),
        needs);
  }

  private static boolean isStarted(Subject subject, RuntimeNeeds needs) {
    return needs.files().stream().anyMatch(file -> subject.closure().starts(file.path()));
  }

  /**
   * What {@code subject} needs, on a base that was read: what that has otherwise, or lacks, is
   * added. Empty where it is not known what the image starts.
   *
   * @param name the base's
   * @param base its files, read with the same rules as the subject's
   */
  public Optional<ProjectedImage> on(Subject subject, String name, RootFilesystem base) {
    return isStarted(subject, needs)
        ? Optional.of(RuntimeBaseProjection.on(subject, needs, name, base))
        : Optional.empty();
  }

  /** All that there are. */
  public List<ProjectedImage> images() {
    List<ProjectedImage> images = new ArrayList<>(List.of(trim.image()));
    runtimeBase.ifPresent(images::add);
    minimal.ifPresent(images::add);
    return List.copyOf(images);
  }

  /** Of each layer of {@code subject} what the projection called {@code name} sheds of it. */
  public List<Long> savedByLayer(Subject subject, String name) {
    return name.equals(TRIM)
        ? trim.savedByLayer().stream().map(Bytes::compressedBytes).toList()
        : LayerSavings.of(subject, named(name).orElseThrow());
  }

  /** The projection called {@code name}. */
  public Optional<ProjectedImage> named(String name) {
    return images().stream().filter(image -> image.name().equals(name)).findFirst();
  }
}
