package dev.imageaudit.audit;

import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every place that images are in, each asked for the names of its own kind, and opened when it is
 * first asked.
 */
public final class ImageSources implements ImageSource {
  private final Map<Class<? extends ImageName>, Lazy> sources;

  /**
   * Sources by the kind of name that they serve; closing this closes those that were opened.
   *
   * @param sources one supplier may serve several kinds
   */
  public ImageSources(Map<Class<? extends ImageName>, Supplier<ImageSource>> sources) {
    IdentityHashMap<Supplier<ImageSource>, Lazy> lazy = new IdentityHashMap<>();
    Map<Class<? extends ImageName>, Lazy> byKind = new HashMap<>();
    sources.forEach((kind, source) -> byKind.put(kind, lazy.computeIfAbsent(source, Lazy::new)));
    this.sources = Map.copyOf(byKind);
  }

  @Override
  public List<FoundImage> find(ImageName name, PlatformSelector platforms) throws ImageException {
    Lazy source = sources.get(name.getClass());
    if (source == null) {
      throw new IllegalArgumentException("no source for " + name);
    }
    return source.get().find(name, platforms);
  }

  @Override
  public void close() throws IOException {
    for (Lazy source : sources.values()) {
      source.close();
    }
  }

  private static final class Lazy {
    private final Supplier<ImageSource> supplier;
    private Optional<ImageSource> opened = Optional.empty();

    Lazy(Supplier<ImageSource> supplier) {
      this.supplier = supplier;
    }

    synchronized ImageSource get() {
      if (opened.isEmpty()) {
        opened = Optional.of(supplier.get());
      }
      return opened.get();
    }

    synchronized void close() throws IOException {
      if (opened.isPresent()) {
        opened.get().close();
        opened = Optional.empty();
      }
    }
  }
}
