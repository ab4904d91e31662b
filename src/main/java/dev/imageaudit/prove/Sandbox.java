package dev.imageaudit.prove;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs images where they can do no harm: without a network, with few capabilities and no new ones,
 * with limits of memory, processes, processors and time.
 */
final class Sandbox {
  private static final long PIDS = 512;
  private static final int POLL_MILLIS = 50;
  private static final Duration ATTACHED = Duration.ofSeconds(10);

  /** What entry points that begin as root do: hand files over, and become somebody else. */
  private static final Capability[] CAPABILITIES = {
    Capability.CHOWN,
    Capability.DAC_OVERRIDE,
    Capability.FOWNER,
    Capability.FSETID,
    Capability.KILL,
    Capability.NET_BIND_SERVICE,
    Capability.SETGID,
    Capability.SETUID
  };

  private final Daemon daemon;
  private final RunSettings settings;
  private final Prober prober;

  Sandbox(Daemon daemon, RunSettings settings, Prober prober) {
    this.daemon = daemon;
    this.settings = settings;
    this.prober = prober;
  }

  /**
   * Runs {@code image} until it ends, the probe has its answer, or the time is up.
   *
   * @throws ImageException where the daemon fails
   */
  RunResult run(String image) throws ImageException {
    String name = daemon.newContainer();
    try {
      create(image, name);
      return started(name);
    } catch (DockerException e) {
      throw new ImageException(FailureReason.SERVER_ERROR, Daemon.message(e), e);
    } catch (InterruptedException | IOException e) {
      throw new ImageException(
          FailureReason.INTERNAL_ERROR, "running the image was interrupted: " + e.getMessage(), e);
    } finally {
      daemon.remove(name);
    }
  }

  private void create(String image, String name) {
    HostConfig host =
        limits("none", settings.memoryBytes())
            .withPidsLimit(PIDS)
            .withNanoCPUs((long) (settings.cpus() * 1e9))
            .withReadonlyRootfs(settings.isReadOnly())
            .withCapAdd(CAPABILITIES);
    if (settings.isReadOnly()) {
      host.withTmpFs(Map.of("/tmp", "rw,nosuid,nodev,size=64m"));
    }
    CreateContainerCmd create =
        daemon
            .client()
            .createContainerCmd(image)
            .withName(name)
            .withHostName("prove")
            .withHostConfig(host);
    settings.command().ifPresent(command -> create.withEntrypoint(command));
    create.exec();
  }

  /** What holds for every container of ours. */
  static HostConfig limits(String network, long memoryBytes) {
    return HostConfig.newHostConfig()
        .withNetworkMode(network)
        .withMemory(memoryBytes)
        .withMemorySwap(memoryBytes)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }

  private RunResult started(String name) throws IOException, InterruptedException {
    try (Capture capture = attach(daemon, name)) {
      try {
        daemon.client().startContainerCmd(name).exec();
      } catch (DockerException e) {
        return new RunResult(
            RunResult.Ending.NOT_STARTED, 127, "", Daemon.message(e), Optional.empty());
      }
      long end = System.nanoTime() + settings.timeout().toNanos();
      Optional<RunResult.Answer> answer =
          settings.probe().isPresent()
              ? Optional.of(prober.ask(settings.probe().get(), name, end))
              : Optional.empty();
      InspectContainerResponse.ContainerState state = state(daemon, name);
      while (answer.isEmpty() && isRunning(state) && System.nanoTime() < end) {
        Thread.sleep(POLL_MILLIS);
        state = state(daemon, name);
      }
      if (!isRunning(state)) {
        capture.awaitCompletion(ATTACHED.toSeconds(), TimeUnit.SECONDS);
      }
      return result(state, capture, answer);
    }
  }

  private static RunResult result(
      InspectContainerResponse.ContainerState state,
      Capture capture,
      Optional<RunResult.Answer> answer) {
    Long code = state.getExitCodeLong();
    RunResult.Ending ending =
        isRunning(state)
            ? RunResult.Ending.RUNNING
            : Boolean.TRUE.equals(state.getOOMKilled())
                ? RunResult.Ending.OUT_OF_MEMORY
                : RunResult.Ending.EXITED;
    return new RunResult(
        ending, code == null ? 0 : code.intValue(), capture.out(), capture.err(), answer);
  }

  /** Listens to a container that is not started yet. */
  static Capture attach(Daemon daemon, String name) throws InterruptedException {
    Capture capture =
        daemon
            .client()
            .attachContainerCmd(name)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(new Capture());
    capture.awaitStarted(ATTACHED.toSeconds(), TimeUnit.SECONDS);
    return capture;
  }

  static InspectContainerResponse.ContainerState state(Daemon daemon, String name) {
    return daemon.client().inspectContainerCmd(name).exec().getState();
  }

  static boolean isRunning(InspectContainerResponse.ContainerState state) {
    return Boolean.TRUE.equals(state.getRunning());
  }
}
