package dev.imageaudit.prove;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LoadImageCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.local.DaemonConnection;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/**
 * The Docker daemon, as far as proofs need it: what they make carries a name of its own, and goes
 * when this is closed or the program ends.
 */
final class Daemon implements AutoCloseable {
  private static final String NAME = "image-audit-prove";
  private static final int PIPE_BYTES = 1 << 20;
  private static final Map<String, String> ARCHITECTURES =
      Map.of("x86_64", "amd64", "aarch64", "arm64");

  private final DaemonConnection connection;
  private final Cleanup cleanup;
  private final String run = HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
  private int made;
  private String architecture = "";

  Daemon() {
    this.connection = DaemonConnection.open();
    this.cleanup = new Cleanup(connection.client());
  }

  DockerClient client() {
    return connection.client();
  }

  /** Writes an archive for the daemon. */
  @FunctionalInterface
  interface ArchiveWriter {
    void write(ImageArchive archive) throws ImageException, IOException;
  }

  /**
   * Requires that images for {@code platform} run here.
   *
   * @throws ImageException where they do not, or no daemon answers
   */
  void require(Platform platform) throws ImageException {
    String runs;
    try {
      Info info = client().infoCmd().exec();
      String named = String.valueOf(info.getArchitecture());
      architecture = ARCHITECTURES.getOrDefault(named, named);
      runs = String.valueOf(info.getOsType()).toLowerCase(Locale.ROOT) + "/" + architecture;
    } catch (RuntimeException e) {
      throw new ImageException(
          FailureReason.DAEMON_UNAVAILABLE,
          "the Docker daemon at " + connection.address() + " does not answer",
          e);
    }
    if (!platform.toString().startsWith(runs)) {
      throw new ImageException(
          FailureReason.PLATFORM_ABSENT,
          "the Docker daemon runs " + runs + ", and the image is for " + platform);
    }
  }

  /**
   * The name or ID by which the daemon knows {@code image}, which is loaded if it is not there.
   *
   * @param streamBytes the length of each layer's tar stream
   */
  String load(Image image, List<Long> streamBytes) throws ImageException, IOException {
    String id = Digest.sha256Of(image.configJson()).toString();
    return has(id) ? id : load(archive -> archive.write(image, streamBytes));
  }

  private boolean has(String id) {
    try {
      client().inspectImageCmd(id).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Loads an archive, and says by what tag its image goes. */
  String load(ArchiveWriter writer) throws ImageException, IOException {
    String tag = NAME + ":" + run + "-" + made++;
    cleanup.image(tag);
    try (PipedInputStream archive = new PipedInputStream(PIPE_BYTES)) {
      PipedOutputStream pipe = new PipedOutputStream(archive);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> write(writer, new ImageArchive(tag, pipe), pipe));
      loaded(archive, writing);
      client().inspectImageCmd(tag).exec();
      return tag;
    } catch (DockerException | DockerClientException e) {
      throw new ImageException(
          FailureReason.SERVER_ERROR,
          "the Docker daemon does not take the image: " + message(e),
          e);
    }
  }

  private static void write(ArchiveWriter writer, ImageArchive archive, PipedOutputStream pipe) {
    try (pipe) {
      writer.write(archive);
    } catch (ImageException | IOException e) {
      throw new CompletionException(e);
    }
  }

  private void loaded(InputStream archive, CompletableFuture<Void> writing)
      throws ImageException, IOException {
    RuntimeException refused = null;
    try {
      client().loadImageAsyncCmd(archive).exec(new LoadImageCallback()).awaitMessage();
    } catch (RuntimeException e) {
      refused = e;
    }
    archive.close(); // whoever still writes fails, and does not wait
    try {
      writing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ImageException cause) {
        throw cause;
      }
      if (refused == null && e.getCause() instanceof IOException cause) {
        throw cause;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  /** A name for a container that is about to be made. */
  String newContainer() {
    String name = NAME + "-" + run + "-" + made++;
    cleanup.container(name);
    return name;
  }

  /** What images here run on, once {@link #require} has asked. */
  String architecture() {
    return architecture;
  }

  /** Removes a container now. */
  void remove(String name) {
    try {
      client().removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      // it was never made; what is made and left goes when this is closed
    }
  }

  /** What the daemon says, without the noise around it. */
  static String message(RuntimeException failure) {
    String message =
        String.valueOf(failure.getMessage()).replaceFirst("^Could not build image: ", "");
    return message.replaceFirst("(?s)^Status \\d+: \\{\"message\":\"(.*)\"}\\s*$", "$1");
  }

  @Override
  public void close() throws IOException {
    cleanup.close();
    client().close();
  }
}
