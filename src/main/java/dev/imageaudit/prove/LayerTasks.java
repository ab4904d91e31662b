package dev.imageaudit.prove;

import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerRead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be done with the blobs of an image's layers, in as few passes as that takes. */
final class LayerTasks {
  private final Image image;
  private final Map<Layer, Deque<Task>> tasks = new LinkedHashMap<>();

  /** Takes a layer's blob. */
  @FunctionalInterface
  interface Task {
    void take(Layer layer, InputStream blob) throws ImageException, IOException;
  }

  LayerTasks(Image image) {
    this.image = image;
  }

  /** One more task for the blob of the layer {@code index}. */
  void add(int index, Task task) {
    tasks.computeIfAbsent(image.layers().get(index), layer -> new ArrayDeque<>()).add(task);
  }

  /**
   * Does them, one at a time.
   *
   * @throws ImageException where a layer cannot be read
   * @throws UncheckedIOException where a task cannot write
   */
  void run() throws ImageException {
    while (!tasks.isEmpty()) {
      for (LayerRead read : image.reads(tasks.keySet())) {
        read.deliver(this::take);
      }
      tasks.values().removeIf(Deque::isEmpty);
    }
  }

  private void take(Layer layer, InputStream blob) throws ImageException {
    Task task = tasks.getOrDefault(layer, new ArrayDeque<>()).poll();
    if (task != null) {
      try {
        task.take(layer, blob);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
