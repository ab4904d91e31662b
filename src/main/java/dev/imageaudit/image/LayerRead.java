package dev.imageaudit.image;

import java.util.List;

/**
 * One pass over a connection or file that delivers one layer, or several that can only come
 * together (an export of the daemon). Passes of one image may run at the same time.
 */
public interface LayerRead {
  /** The layers that this pass delivers. */
  List<Layer> layers();

  /**
   * Opens, hands each of {@link #layers} to {@code consumer} once, in whatever order they come, and
   * closes.
   *
   * @throws ImageException where the transport fails, or whatever {@code consumer} threw
   */
  void deliver(LayerConsumer consumer) throws ImageException;
}
