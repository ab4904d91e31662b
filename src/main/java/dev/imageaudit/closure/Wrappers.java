package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
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
   * @param subcommands of which one has to stand there; none: none has to
   * @param shell the options whose value is a command for a shell
   * @param after the word behind which the command stands; empty: none
   */
  record Wrapper(
      List<String> names,
      List<String> valueOptions,
      int operands,
      List<String> subcommands,
      List<String> shell,
      Optional<String> after) {
    Wrapper {
      names = List.copyOf(names);
      valueOptions = copyOf(valueOptions);
      subcommands = copyOf(subcommands);
      shell = copyOf(shell);
    }

    private static List<String> copyOf(List<String> list) {
      return list == null ? List.of() : List.copyOf(list);
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
          List.of(
              new ObjectMapper(new YAMLFactory())
                  .registerModule(new Jdk8Module())
                  .readValue(in, Wrapper[].class)));
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
    for (String option : wrapper.shell) {
      int at = argv.indexOf(option);
      if (at >= 0 && at + 1 < argv.size()) {
        return Optional.of(List.of("/bin/sh", "-c", argv.get(at + 1)));
      }
    }
    int start = wrapper.after.map(argv::indexOf).orElseGet(() -> behindOptions(wrapper, argv) - 1);
    boolean isThere = start >= 0 && start + 1 < argv.size();
    return isThere ? Optional.of(argv.subList(start + 1, argv.size())) : Optional.empty();
  }

  /** Where the command starts; 0 where there is none. */
  private static int behindOptions(Wrapper wrapper, List<String> argv) {
    int at = skipOptions(wrapper, argv, 1);
    if (!wrapper.subcommands.isEmpty()) {
      if (at >= argv.size() || !wrapper.subcommands.contains(argv.get(at))) {
        return 0;
      }
      at = skipOptions(wrapper, argv, at + 1);
    }
    return at + wrapper.operands;
  }

  private static int skipOptions(Wrapper wrapper, List<String> argv, int start) {
    int at = start;
    while (at < argv.size() && isOption(argv.get(at))) {
      if (argv.get(at).equals("--")) {
        return at + 1;
      }
      at += wrapper.valueOptions.contains(argv.get(at)) ? 2 : 1;
    }
    return at;
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || word.matches("[A-Za-z_][A-Za-z0-9_]*=.*");
  }
}
