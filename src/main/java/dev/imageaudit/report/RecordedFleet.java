package dev.imageaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The images of an earlier run, to be looked up.
 *
 * @param header what the report says beside its images
 */
public record RecordedFleet(
    JsonNode header, Map<String, RecordedImage> byKey, Map<String, RecordedImage> byRepository) {

  /**
   * Reads a report; of each image what {@link RecordedImage} holds stays in memory.
   *
   * @throws IOException where it cannot be read
   */
  public static RecordedFleet read(RecordedAudit report) throws IOException {
    Map<String, RecordedImage> byKey = new LinkedHashMap<>();
    Map<String, RecordedImage> byRepository = new LinkedHashMap<>();
    JsonNode header =
        report.read(
            node -> {
              RecordedImage image = RecordedImage.of(node);
              byKey.put(image.key(), image);
              if (image.isAudited()) {
                repositoryKey(image).ifPresent(key -> byRepository.put(key, image));
              }
              return true;
            });
    return new RecordedFleet(header, byKey, byRepository);
  }

  Collection<RecordedImage> images() {
    return byKey.values();
  }

  /**
   * What {@code image} was: the same reference, or else the last tag of the same repository, for
   * what a pipeline builds has a new tag each time.
   */
  Optional<RecordedImage> before(RecordedImage image) {
    return Optional.ofNullable(byKey.get(image.key()))
        .filter(RecordedImage::isAudited)
        .or(() -> repositoryKey(image).map(byRepository::get));
  }

  private static Optional<String> repositoryKey(RecordedImage image) {
    return image.repository().map(name -> name + image.platform().map(p -> " " + p).orElse(""));
  }
}
