package dev.imageaudit.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runtime images that an image could be.
 *
 * @param trim the same image without what it does not need
 * @param runtimeBase what it needs, on a base for running; empty where none is known to fit
 * @param minimal what it needs, and nothing else; empty where it is not known what it starts
 */
public record Projections(
    TrimProjection trim, Optional<ProjectedImage> runtimeBase, Optional<ProjectedImage> minimal) {
  public static final String TRIM = TrimProjection.NAME;
  public static final String RUNTIME_BASE = "runtime-base";
  public static final String MINIMAL = "minimal";

  /** The projections of {@code subject}. */
  public static Projections of(Subject subject) {
    return new Projections(
        TrimProjection.of(subject), OwnBaseProjection.of(subject), MinimalProjection.of(subject));
  }

  /** All that there are. */
  public List<ProjectedImage> images() {
    List<ProjectedImage> images = new ArrayList<>(List.of(trim.image()));
    runtimeBase.ifPresent(images::add);
    minimal.ifPresent(images::add);
    return List.copyOf(images);
  }

  /** The projection called {@code name}. */
  public Optional<ProjectedImage> named(String name) {
    return images().stream().filter(image -> image.name().equals(name)).findFirst();
  }
}
