package dev.imageaudit.estimate;

import java.util.List;
import java.util.Optional;

/**
 * A runtime image as it would be: its size, and all that is needed to write it.
 *
 * @param projection its size; its name is this image's
 * @param base the published image that {@code layers} stand on; empty where they are the whole
 *     image
 * @param layers the lowest first
 * @param gains what it no longer ships
 */
public record ProjectedImage(
    Projection projection, Optional<String> base, List<ProjectedLayer> layers, Gains gains) {
  public ProjectedImage {
    layers = List.copyOf(layers);
  }

  /** The same image, as {@code other} says that it weighs. */
  public ProjectedImage estimatedAs(Projection other) {
    return new ProjectedImage(other, base, layers, gains);
  }

  /** {@code trim}, {@code runtime-base} or {@code minimal}. */
  public String name() {
    return projection.name();
  }
}
