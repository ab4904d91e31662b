package dev.imageaudit.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of images of which only the layers matter. */
public final class ImageConfigs {
  private ImageConfigs() {}

  /** One that starts nothing. */
  public static ImageConfig of(List<DiffId> diffIds, List<History> history) {
    return of(List.of(), diffIds, history);
  }

  /** The same with variables. */
  public static ImageConfig of(List<String> env, List<DiffId> diffIds, List<History> history) {
    return new ImageConfig(
        Optional.empty(),
        Platform.LINUX_AMD64,
        List.of(),
        List.of(),
        env,
        "/",
        "",
        Map.of(),
        List.of(),
        diffIds,
        history);
  }
}
