package dev.imageaudit.report;

import dev.imageaudit.audit.NamePattern;
import java.util.List;

/**
 * The images that a part of a policy is about.
 *
 * @param images patterns of references, in which {@code *} is any run of characters; none is all
 * @param groups of the fleet list; none is all
 */
public record ImageScope(List<String> images, List<String> groups) {
  public ImageScope {
    images = List.copyOf(images);
    groups = List.copyOf(groups);
  }

  boolean holds(RecordedImage image) {
    return (images.isEmpty()
            || images.stream().anyMatch(p -> NamePattern.of(p).matches(image.reference())))
        && (groups.isEmpty() || image.group().filter(groups::contains).isPresent());
  }
}
