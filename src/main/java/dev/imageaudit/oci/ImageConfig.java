package dev.imageaudit.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An image's configuration: how it runs, its root filesystem's diff IDs, and its history.
 *
 * @param created when the image was made, as RFC 3339 writes it
 * @param env {@code NAME=value}, in order
 * @param workingDir the working directory; {@code /} where the document has none
 * @param user as whom the process runs; empty means root
 * @param volumes the directories that a container has volumes at, sorted
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image spec,
 *     image configuration</a>
 */
public record ImageConfig(
    Optional<String> created,
    Platform platform,
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workingDir,
    String user,
    Map<String, String> labels,
    List<String> healthcheck,
    List<DiffId> diffIds,
    List<History> history,
    List<String> volumes) {

  /** One without volumes. */
  public ImageConfig(
      Optional<String> created,
      Platform platform,
      List<String> entrypoint,
      List<String> cmd,
      List<String> env,
      String workingDir,
      String user,
      Map<String, String> labels,
      List<String> healthcheck,
      List<DiffId> diffIds,
      List<History> history) {
    this(
        created,
        platform,
        entrypoint,
        cmd,
        env,
        workingDir,
        user,
        labels,
        healthcheck,
        diffIds,
        history,
        List.of());
  }

  public ImageConfig {
    volumes = List.copyOf(volumes);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
    labels = Map.copyOf(labels);
    healthcheck = List.copyOf(healthcheck);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  public static ImageConfig parse(byte[] json) throws InvalidDocumentException {
    Document document = Document.parse("image config", json);
    Document config =
        document.document("config").orElse(Document.parse("image config", new byte[] {'{', '}'}));
    Optional<Document> healthcheck = config.document("Healthcheck");
    return new ImageConfig(
        document.text("created"),
        document.platform(),
        config.texts("Entrypoint"),
        config.texts("Cmd"),
        config.texts("Env"),
        config.text("WorkingDir").filter(d -> !d.isEmpty()).orElse("/"),
        config.text("User").orElse(""),
        config.textMap("Labels"),
        healthcheck.isPresent() ? healthcheck.get().texts("Test") : List.of(),
        diffIds(document),
        history(document),
        List.copyOf(new TreeSet<>(config.textMap("Volumes").keySet())));
  }

  private static List<DiffId> diffIds(Document document) throws InvalidDocumentException {
    List<DiffId> diffIds = new ArrayList<>();
    Document rootfs =
        document.document("rootfs").orElseThrow(() -> document.wrong("rootfs", "is missing"));
    for (String text : rootfs.texts("diff_ids")) {
      try {
        diffIds.add(DiffId.parse(text));
      } catch (IllegalArgumentException e) {
        throw new InvalidDocumentException("the image config's diff_ids: " + e.getMessage(), e);
      }
    }
    return diffIds;
  }

  private static List<History> history(Document document) throws InvalidDocumentException {
    List<History> history = new ArrayList<>();
    for (Document step : document.documents("history")) {
      history.add(
          new History(
              step.text("created"),
              step.text("created_by").orElse(""),
              step.text("comment"),
              step.flag("empty_layer")));
    }
    return history;
  }

  /** What the container's first process is started with: entry point, then command. */
  public List<String> argv() {
    List<String> argv = new ArrayList<>(entrypoint);
    argv.addAll(cmd);
    return List.copyOf(argv);
  }
}
