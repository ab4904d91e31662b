package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.Paths;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Programs that start another program, which their arguments name: {@code tini -- node app.js}. */
final class Wrappers {
  private static final Wrappers BUNDLED = load();

  /**
   * One kind of wrapper.
   *
   * @param names of its programs
   * @param valueOptions the options whose value is a word of its own
   * @param operands how many words stand between the options and the command
   */
  record Wrapper(List<String> names, List<String> valueOptions, int operands) {
    Wrapper {
      names = List.copyOf(names);
      valueOptions = valueOptions == null ? List.of() : List.copyOf(valueOptions);
    }
  }

  private final Map<String, Wrapper> byName = new HashMap<>();

  private Wrappers(List<Wrapper> wrappers) {
    for (Wrapper wrapper : wrappers) {
      wrapper.names.forEach(name -> byName.put(name, wrapper));
    }
  }

  static Wrappers bundled() {
    return BUNDLED;
  }

  private static Wrappers load() {
    try (InputStream in =
        Objects.requireNonNull(Wrappers.class.getResourceAsStream("wrappers.yaml"))) {
      return new Wrappers(
          List.of(new ObjectMapper(new YAMLFactory()).readValue(in, Wrapper[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that {@code argv} starts in turn; empty where its program is no wrapper. */
  Optional<List<String>> unwrap(List<String> argv) {
    Wrapper wrapper = byName.get(Paths.name(argv.get(0)));
    if (wrapper == null) {
      return Optional.empty();
    }
    int at = 1;
    while (at < argv.size() && isOption(argv.get(at))) {
      boolean endsOptions = argv.get(at).equals("--");
      at += wrapper.valueOptions.contains(argv.get(at)) ? 2 : 1;
      if (endsOptions) {
        break;
      }
    }
    at += wrapper.operands;
    return at < argv.size() ? Optional.of(argv.subList(at, argv.size())) : Optional.empty();
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || word.matches("[A-Za-z_][A-Za-z0-9_]*=.*");
  }
}
