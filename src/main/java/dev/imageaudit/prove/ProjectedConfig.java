package dev.imageaudit.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.ProjectedLayer;
import dev.imageaudit.image.Image;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of a projected image: the image's own, with other layers and a history that
 * says so.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image spec,
 *     image configuration</a>
 */
final class ProjectedConfig {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  /** What builders note of the container that an image was made in. */
  private static final List<String> OF_THE_BUILD =
      List.of("container", "container_config", "docker_version", "id", "parent");

  private final ProjectedImage projected;
  private final ObjectNode original;
  private final int originalLayers;
  private final Optional<ObjectNode> base;

  private ProjectedConfig(
      ProjectedImage projected,
      ObjectNode original,
      int originalLayers,
      Optional<ObjectNode> base) {
    this.projected = projected;
    this.original = original;
    this.originalLayers = originalLayers;
    this.base = base;
  }

  /** Of {@code image}, projected, on {@code base} if it stands on another image. */
  static ProjectedConfig of(Image image, ProjectedImage projected, Optional<Image> base)
      throws IOException {
    return new ProjectedConfig(
        projected,
        object(image.configJson()),
        image.layers().size(),
        base.isPresent() ? Optional.of(object(base.get().configJson())) : Optional.empty());
  }

  private static ObjectNode object(byte[] json) throws IOException {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("the image config is no JSON object");
  }

  /** With {@code layers}, the base's first. */
  byte[] json(List<WrittenLayer> layers) throws IOException {
    ObjectNode config = original.deepCopy();
    config.remove(OF_THE_BUILD);
    base.ifPresent(b -> BaseEnvironment.merge(b, config));
    ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId().toString()));
    ArrayNode history = config.putArray("history");
    base.ifPresent(b -> b.path("history").forEach(history::add));
    addHistory(history);
    return JSON.writeValueAsBytes(config);
  }

  private void addHistory(ArrayNode history) {
    Set<Integer> kept = new HashSet<>();
    long fresh = 0;
    for (ProjectedLayer layer : projected.layers()) {
      if (layer instanceof ProjectedLayer.Original same) {
        kept.add(same.index());
      } else if (layer instanceof ProjectedLayer.Cut cut) {
        kept.add(cut.index());
      } else {
        fresh++;
      }
    }
    if (!kept.isEmpty()) {
      addOwnSteps(history, kept);
    }
    for (int i = 0; i < fresh; i++) {
      history.add(step(false));
    }
    if (fresh == 0) {
      history.add(step(true));
    }
  }

  /** The image's own steps: of layers that are gone, nothing but the step remains. */
  private void addOwnSteps(ArrayNode history, Set<Integer> kept) {
    JsonNode steps = original.path("history");
    int layer = 0;
    ArrayNode own = JSON.createArrayNode();
    for (JsonNode step : steps) {
      ObjectNode copy = step.deepCopy();
      if (!step.path("empty_layer").asBoolean() && !kept.contains(layer++)) {
        copy.put("empty_layer", true);
      }
      own.add(copy);
    }
    if (layer == originalLayers) {
      history.addAll(own);
    } else {
      kept.forEach(index -> history.addObject().put("comment", "layer " + index));
    }
  }

  private ObjectNode step(boolean isEmpty) {
    ObjectNode step =
        JSON.createObjectNode()
            .put("created", original.path("created").asText(EPOCH))
            .put("created_by", "image-audit prove --projection " + projected.name());
    return isEmpty ? step.put("empty_layer", true) : step;
  }
}
