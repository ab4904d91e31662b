package dev.imageaudit.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The YAML files that say what the codes of reports mean. */
final class Guides {
  private Guides() {}

  /** Those of the file called {@code name}, each by its key. */
  static <K extends Enum<K>, G> Map<K, G> load(
      String name, Class<K> keys, Class<G[]> guides, Function<G, K> key) {
    try (InputStream in = Objects.requireNonNull(Guides.class.getResourceAsStream(name), name)) {
      Map<K, G> byKey = new EnumMap<>(keys);
      for (G guide : new ObjectMapper(new YAMLFactory()).readValue(in, guides)) {
        byKey.put(key.apply(guide), guide);
      }
      return byKey;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
