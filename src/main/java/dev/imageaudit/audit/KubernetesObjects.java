package dev.imageaudit.audit;

import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The images of Kubernetes objects, wherever their pod templates are: each container, init and
 * ephemeral container. A workload and its pods are counted once.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/">Kubernetes
 *     API, workload resources</a>
 */
final class KubernetesObjects {
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");
  private static final List<String> STATUSES =
      List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final List<String> HOOKS = List.of("postStart", "preStop");
  private static final int MAX_DEPTH = 64;
  private static final int MAX_COMMANDS = 100;

  private final FleetListReader.Sink sink;
  private final ListLines lines;
  private final Map<Use, Instances> uses = new LinkedHashMap<>();
  private final Map<Use, Set<PodCommand>> commands = new HashMap<>();

  /** An image as one namespace uses it. */
  private record Use(String namespace, String image) {}

  KubernetesObjects(FleetListReader.Sink sink, ListLines lines) {
    this.sink = sink;
    this.lines = lines;
  }

  /** Takes in one object, or the items of a list. */
  void read(Map<?, ?> object) {
    if (object.get("items") instanceof Collection<?>) {
      DocumentFields.maps(object, "items").forEach(this::read);
      return;
    }
    String namespace =
        DocumentFields.text(DocumentFields.map(object, "metadata"), "namespace").orElse("");
    Map<String, String> imageIds = imageIds(DocumentFields.map(object, "status"));
    podSpecs(object, namespace, Instances.of(object), imageIds, 0);
  }

  private void podSpecs(
      Object node, String namespace, Instances each, Map<String, String> imageIds, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (node instanceof Collection<?> list) {
      list.forEach(child -> podSpecs(child, namespace, each, imageIds, depth + 1));
    } else if (node instanceof Map<?, ?> map) {
      for (String field : CONTAINERS) {
        DocumentFields.maps(map, field).forEach(c -> container(c, namespace, each, imageIds));
      }
      map.forEach(
          (name, child) -> {
            if (!CONTAINERS.contains(String.valueOf(name)) && !"status".equals(name)) {
              podSpecs(child, namespace, each, imageIds, depth + 1);
            }
          });
    }
  }

  private void container(
      Map<?, ?> container, String namespace, Instances each, Map<String, String> imageIds) {
    String name = DocumentFields.text(container, "name").orElse("");
    Optional<String> image = DocumentFields.text(container, "image");
    if (image.isEmpty()) {
      sink.bad(lines.of(name), name, "the container has no image");
      return;
    }
    Optional<String> digest = digest(imageIds.getOrDefault(name, ""));
    Use use = new Use(namespace, image.get());
    uses.merge(use, each.of(digest.orElse("")), Instances::plus);
    commands.computeIfAbsent(use, u -> new LinkedHashSet<>()).addAll(commands(container));
  }

  /** What it runs that its image does not say: its command, its probes, its hooks. */
  private static List<PodCommand> commands(Map<?, ?> container) {
    List<PodCommand> commands = new ArrayList<>();
    commands.add(
        new PodCommand(
            DocumentFields.texts(container, "command"), DocumentFields.texts(container, "args")));
    List<Map<?, ?>> handlers = new ArrayList<>();
    PROBES.forEach(probe -> handlers.add(DocumentFields.map(container, probe)));
    Map<?, ?> lifecycle = DocumentFields.map(container, "lifecycle");
    HOOKS.forEach(hook -> handlers.add(DocumentFields.map(lifecycle, hook)));
    for (Map<?, ?> handler : handlers) {
      Map<?, ?> exec = DocumentFields.map(handler, "exec");
      commands.add(new PodCommand(DocumentFields.texts(exec, "command"), List.of()));
    }
    commands.removeIf(PodCommand::isImagesOwn);
    return commands.subList(0, Math.min(MAX_COMMANDS, commands.size()));
  }

  /** Hands over what was read. */
  void finish() {
    uses.forEach(
        (use, instances) ->
            instances
                .byDigest()
                .forEach(
                    (digest, count) ->
                        sink.image(
                            lines.of(use.image),
                            use.image,
                            pinned(use.image, digest),
                            labels(use.namespace, count),
                            commands.getOrDefault(use, Set.of()))));
    uses.clear();
    commands.clear();
  }

  private static Labels labels(String namespace, long instances) {
    return new Labels(
        Optional.empty(),
        namespace.isEmpty() ? Optional.empty() : Optional.of(namespace),
        Optional.empty(),
        Optional.of(instances),
        Optional.empty(),
        Collections.emptySortedMap());
  }

  private static String pinned(String image, String digest) {
    if (digest.isEmpty()) {
      return image;
    }
    try {
      return Reference.parse(image).withDigest(Digest.parse(digest)).toString();
    } catch (IllegalArgumentException e) {
      return image; // the sink says what is wrong with it
    }
  }

  /** Of a pod: what each of its containers really runs. */
  private static Map<String, String> imageIds(Map<?, ?> status) {
    Map<String, String> imageIds = new LinkedHashMap<>();
    for (String field : STATUSES) {
      for (Map<?, ?> container : DocumentFields.maps(status, field)) {
        imageIds.put(
            DocumentFields.text(container, "name").orElse(""),
            DocumentFields.text(container, "imageID").orElse(""));
      }
    }
    return imageIds;
  }

  /** Without a repository it is an image ID, which no registry knows. */
  private static Optional<String> digest(String imageId) {
    int at = imageId.indexOf('@');
    return at > 0 && imageId.startsWith("sha256:", at + 1)
        ? Optional.of(imageId.substring(at + 1))
        : Optional.empty();
  }

  static boolean isFinished(Map<?, ?> pod) {
    return FINISHED.contains(
        DocumentFields.text(DocumentFields.map(pod, "status"), "phase").orElse(""));
  }
}
