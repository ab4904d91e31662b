package dev.imageaudit.audit;

import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.RuntimeBase;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.DiffId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the registries what base images weigh today; reads their documents and no layer. */
public final class BaseRefresh {
  /** After these a registry is not asked again. */
  private static final Set<FailureReason> OF_THE_REGISTRY =
      EnumSet.of(
          FailureReason.UNKNOWN_HOST,
          FailureReason.CONNECTION_FAILED,
          FailureReason.TLS_FAILED,
          FailureReason.TIMEOUT,
          FailureReason.RATE_LIMITED);

  private final ImageSource images;
  private final Clock clock;
  private final Map<String, ImageException> silent = new HashMap<>();

  public BaseRefresh(ImageSource images, Clock clock) {
    this.images = images;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param bases all of them; those that could not be read are as they were
   * @param refreshed how many were read
   * @param kept for each that was not, why
   */
  public record Result(BaseImages bases, int refreshed, List<String> kept) {
    public Result {
      kept = List.copyOf(kept);
    }
  }

  /** The same images with the sizes and layers that their registries show now. */
  public Result refresh(BaseImages bases) {
    List<RuntimeBase> refreshed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (RuntimeBase base : bases.all()) {
      try {
        refreshed.add(read(base));
      } catch (ImageException e) {
        kept.add(
            "%s for %s: %s; its figures of %s stay"
                .formatted(base.name(), base.platform(), e.getMessage(), base.date()));
      }
    }
    return new Result(bases.with(refreshed), refreshed.size(), kept);
  }

  private RuntimeBase read(RuntimeBase base) throws ImageException {
    String registry = base.reference().registry();
    ImageException known = silent.get(registry);
    if (known != null) {
      throw known;
    }
    try {
      List<FoundImage> found =
          images.find(
              new ImageName.InRegistry(base.reference()),
              new PlatformSelector.One(base.platform()));
      return published(base, found.get(0).open());
    } catch (ImageException e) {
      if (OF_THE_REGISTRY.contains(e.reason())) {
        silent.put(registry, e);
      }
      throw e;
    }
  }

  private RuntimeBase published(RuntimeBase base, Image image) throws ImageException {
    if (!base.platform().accepts(image.platform())) {
      throw new ImageException(
          FailureReason.PLATFORM_ABSENT, "the registry has it for " + image.platform() + " only");
    }
    long bytes = 0;
    for (Layer layer : image.layers()) {
      bytes += layer.blobBytes().orElse(0);
    }
    return base.published(
        bytes,
        image.config().diffIds().stream().map(DiffId::digest).toList(),
        image.resolvedName().digest(),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        image.resolvedName().registry().orElse(base.reference().registry())
            + image.resolvedName().digest().map(digest -> ", manifest " + digest).orElse(""));
  }
}
