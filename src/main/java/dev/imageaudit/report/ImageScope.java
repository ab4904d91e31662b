package dev.imageaudit.report;

import java.util.List;
import java.util.regex.Pattern;

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
    return (images.isEmpty() || images.stream().anyMatch(p -> matches(p, image.reference())))
        && (groups.isEmpty() || image.group().filter(groups::contains).isPresent());
  }

  private static boolean matches(String pattern, String reference) {
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.split("\\*+", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(reference).matches();
  }
}
