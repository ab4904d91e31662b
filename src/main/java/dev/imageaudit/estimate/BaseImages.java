package dev.imageaudit.estimate;

import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The published images that others are built on, in the order of the data. */
public final class BaseImages {
  private static final String BUNDLED = "base-images.csv";

  private final Map<Key, RuntimeBase> bases;

  private record Key(Reference reference, Platform platform) {
    static Key of(RuntimeBase base) {
      return new Key(base.reference(), base.platform());
    }
  }

  private BaseImages(Map<Key, RuntimeBase> bases) {
    this.bases = bases;
  }

  /** Those that the program knows: dated, and each with its source. */
  public static BaseImages bundled() {
    try (InputStream in =
        Objects.requireNonNull(BaseImages.class.getResourceAsStream(BUNDLED), BUNDLED)) {
      return none().with(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No image at all. */
  public static BaseImages none() {
    return new BaseImages(Map.of());
  }

  /**
   * These and those of {@code csv}; an image that is known already is replaced.
   *
   * @param file its name, for messages
   * @throws InvalidBaseDataException where a row is wrong: file, line, field and why
   */
  public BaseImages with(String file, String csv) {
    return with(BaseImageReader.read(file, csv));
  }

  /** These and {@code others}; an image that is known already is replaced. */
  public BaseImages with(Collection<RuntimeBase> others) {
    Map<Key, RuntimeBase> all = new LinkedHashMap<>(bases);
    others.forEach(base -> all.put(Key.of(base), base));
    return new BaseImages(all);
  }

  /** All of them. */
  public List<RuntimeBase> all() {
    return List.copyOf(bases.values());
  }

  /** Those that run on {@code platform}. */
  public List<RuntimeBase> on(Platform platform) {
    List<RuntimeBase> matching = new ArrayList<>();
    for (RuntimeBase base : bases.values()) {
      if (platform.accepts(base.platform())) {
        matching.add(base);
      }
    }
    return matching;
  }

  /** The image that {@code FROM name} means on {@code platform}, where it is known. */
  public Optional<RuntimeBase> find(String name, Platform platform) {
    try {
      return Optional.ofNullable(bases.get(new Key(Reference.parse(name), platform)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an image may claim to be built on anything
    }
  }
}
