package dev.imageaudit.prove;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Removes the containers and images that a proof has made, when it ends or the program does. */
final class Cleanup implements AutoCloseable {
  private final DockerClient client;
  private final Deque<Runnable> removals = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::removeAll, "remove-containers");

  Cleanup(DockerClient client) {
    this.client = client;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A container that is about to be made under {@code name}. */
  synchronized void container(String name) {
    removals.push(
        () -> client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec());
  }

  /** An image that is about to be made under {@code tag}. */
  synchronized void image(String tag) {
    removals.push(() -> client.removeImageCmd(tag).exec());
  }

  private synchronized void removeAll() {
    while (!removals.isEmpty()) {
      try {
        removals.pop().run();
      } catch (DockerException e) {
        // it was never made, or is gone already
      }
    }
  }

  @Override
  public void close() {
    removeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program is ending, and the hook runs already
    }
  }
}
