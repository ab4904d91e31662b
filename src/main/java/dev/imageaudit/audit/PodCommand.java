package dev.imageaudit.audit;

import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container of Kubernetes runs in place of, or beside, what its image says.
 *
 * @param command in place of the entry point; empty for the image's own
 * @param args in place of the image's command, which goes too where {@code command} is there
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/">Kubernetes,
 *     command and arguments</a>
 */
public record PodCommand(List<String> command, List<String> args) {
  public PodCommand {
    command = List.copyOf(command);
    args = List.copyOf(args);
  }

  boolean isImagesOwn() {
    return command.isEmpty() && args.isEmpty();
  }

  /** The command line in an image that is configured as {@code config}. */
  List<String> argv(ImageConfig config) {
    if (isImagesOwn()) {
      return config.argv();
    }
    List<String> argv = new ArrayList<>(command.isEmpty() ? config.entrypoint() : command);
    argv.addAll(args);
    return argv;
  }
}
