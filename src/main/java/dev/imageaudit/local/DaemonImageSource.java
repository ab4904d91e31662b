package dev.imageaudit.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Images of the Docker daemon that the environment names ({@code DOCKER_HOST} and its companions),
 * exported as a stream: {@code docker-daemon:}.
 */
public final class DaemonImageSource implements ImageSource {
  private final DaemonConnection daemon = DaemonConnection.open();
  private final DockerClient client = daemon.client();

  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    if (!(name instanceof ImageName.InDaemon image)) {
      throw new IllegalArgumentException("in no daemon: " + name);
    }
    try {
      client.inspectImageCmd(image.reference()).exec();
      Archive export =
          new StreamedArchive(
              "the daemon's export of " + image.reference(),
              () -> client.saveImageCmd(image.reference()).exec());
      boolean isId =
          image.reference().matches("(?:sha256:)?[0-9a-f]{12,64}|.*@sha256:[0-9a-f]{64}");
      return new DockerArchive(export, image.reference())
          .find(isId ? Optional.empty() : Optional.of(image.reference()));
    } catch (NotFoundException e) {
      throw new ImageException(
          FailureReason.NOT_FOUND, "the Docker daemon has no image " + image.reference(), e);
    } catch (DockerException e) {
      throw new ImageException(
          FailureReason.SERVER_ERROR, "the Docker daemon answers: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new ImageException(
          FailureReason.DAEMON_UNAVAILABLE,
          "the Docker daemon at " + daemon.address() + " does not answer: " + root(e),
          e);
    }
  }

  private static String root(Throwable fault) {
    Throwable root = fault;
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
