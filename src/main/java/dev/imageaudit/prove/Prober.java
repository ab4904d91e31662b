package dev.imageaudit.prove;

import com.github.dockerjava.api.exception.DockerException;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks containers while they run. */
final class Prober {
  private static final int PAUSE_MILLIS = 200;
  private static final long EXEC_SECONDS = 30;

  private final Daemon daemon;
  private Optional<String> client = Optional.empty();

  Prober(Daemon daemon) {
    this.daemon = daemon;
  }

  /** Asks until there is an answer, the container ends, or {@code end} of the nano clock. */
  RunResult.Answer ask(Probe probe, String container, long end)
      throws IOException, InterruptedException {
    RunResult.Answer answer = RunResult.Answer.NONE;
    while (System.nanoTime() < end && Sandbox.isRunning(Sandbox.state(daemon, container))) {
      answer =
          probe instanceof Probe.Command command
              ? execute(command, container)
              : get((Probe.Http) probe, container);
      boolean isGood =
          probe instanceof Probe.Command
              ? answer.status().equals(Optional.of(0))
              : answer.status().isPresent();
      if (isGood) {
        return answer;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return answer;
  }

  private RunResult.Answer execute(Probe.Command command, String container)
      throws InterruptedException, IOException {
    try (Capture capture = new Capture()) {
      String exec =
          daemon
              .client()
              .execCreateCmd(container)
              .withAttachStdout(true)
              .withAttachStderr(true)
              .withCmd(command.argv().toArray(String[]::new))
              .exec()
              .getId();
      daemon
          .client()
          .execStartCmd(exec)
          .exec(capture)
          .awaitCompletion(EXEC_SECONDS, TimeUnit.SECONDS);
      Long code = daemon.client().inspectExecCmd(exec).exec().getExitCodeLong();
      return new RunResult.Answer(
          Optional.ofNullable(code).map(Long::intValue), capture.err(), capture.out());
    } catch (DockerException e) {
      return new RunResult.Answer(Optional.empty(), Daemon.message(e), "");
    }
  }

  private RunResult.Answer get(Probe.Http probe, String container)
      throws InterruptedException, IOException {
    try {
      if (client.isEmpty()) {
        client = Optional.of(HttpClientImage.load(daemon));
      }
    } catch (ImageException e) {
      throw new IOException(e.getMessage(), e);
    }
    String name = daemon.newContainer();
    try {
      daemon
          .client()
          .createContainerCmd(client.get())
          .withName(name)
          .withUser("65534:65534")
          .withEntrypoint("/http-get")
          .withCmd(String.valueOf(probe.port()), HttpClientImage.request(probe))
          .withHostConfig(
              Sandbox.limits("container:" + container, HttpClientImage.MEMORY_BYTES)
                  .withReadonlyRootfs(true))
          .exec();
      try (Capture capture = Sandbox.attach(daemon, name)) {
        daemon.client().startContainerCmd(name).exec();
        capture.awaitCompletion(EXEC_SECONDS, TimeUnit.SECONDS);
        return HttpClientImage.answer(capture.out());
      }
    } catch (DockerException e) {
      return RunResult.Answer.NONE; // the container has ended meanwhile
    } finally {
      daemon.remove(name);
    }
  }
}
