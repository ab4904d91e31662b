package dev.imageaudit.local;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pass over one member of an archive whose members can be opened one by one.
 *
 * @param name of the member
 */
record MemberRead(Layer layer, String name, Opener opener) implements LayerRead {

  /** Hands over the member's content, and closes it. */
  @FunctionalInterface
  interface Opener {
    void deliver(Layer layer, String name, LayerConsumer consumer) throws ImageException;
  }

  /** A pass for each layer. */
  static List<LayerRead> each(Map<Layer, String> members, Opener opener) {
    List<LayerRead> reads = new ArrayList<>();
    members.forEach((layer, name) -> reads.add(new MemberRead(layer, name, opener)));
    return reads;
  }

  @Override
  public List<Layer> layers() {
    return List.of(layer);
  }

  @Override
  public void deliver(LayerConsumer consumer) throws ImageException {
    opener.deliver(layer, name, consumer);
  }
}
