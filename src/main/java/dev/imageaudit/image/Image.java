package dev.imageaudit.image;

import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** An image whose documents are read and verified, and whose layers are not read yet. */
public interface Image {
  /** Which image it turned out to be. */
  ResolvedName resolvedName();

  /** What it runs on: the index's word, else the configuration's. */
  Platform platform();

  ImageConfig config();

  /** The configuration as it is written, with the fields that {@link #config} leaves out. */
  byte[] configJson();

  /** What its manifest says of it beside the configuration; none where there is no manifest. */
  default Map<String, String> annotations() {
    return Map.of();
  }

  /** The layers, the base's first, one for each diff ID of the configuration. */
  List<Layer> layers();

  /**
   * The passes by which the {@code wanted} of {@link #layers} are read, each layer in one pass.
   *
   * @param wanted without repetition
   */
  List<LayerRead> reads(Collection<Layer> wanted);
}
