package dev.imageaudit.estimate;

import java.util.List;

/**
 * Where in an image the bytes of each account lie. The bytes of both lists add up to those of the
 * {@link ByteLedger}, account by account.
 *
 * @param paths by account and path, at most some two hundred
 * @param layers by layer, the base's first, and account
 */
public record Breakdown(List<PathPart> paths, List<LayerPart> layers) {
  public Breakdown {
    paths = List.copyOf(paths);
    layers = List.copyOf(layers);
  }

  /** Of an image of which only the accounts are known. */
  public static final Breakdown NONE = new Breakdown(List.of(), List.of());

  /**
   * What of {@code account} lies at or below {@code path}, without what another part says.
   *
   * @param path of a file or directory; {@code /} for all that is too small to be told
   */
  public record PathPart(String account, String path, long bytes, long compressedBytes) {}

  /** What of {@code account} the layer with the index {@code layer} brings. */
  public record LayerPart(int layer, String account, long bytes, long compressedBytes) {}
}
