package dev.imageaudit.estimate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The YAML files with what this package knows. */
final class BundledYaml {
  private BundledYaml() {}

  /** What the file called {@code name} says. */
  static <T> T read(String name, Class<T> type) {
    try (InputStream in =
        Objects.requireNonNull(BundledYaml.class.getResourceAsStream(name), name)) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
