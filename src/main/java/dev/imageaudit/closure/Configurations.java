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

/** Servers whose configuration names what they open; it is data, in {@code configurations.yaml}. */
final class Configurations {
  private static final Configurations BUNDLED = load();

  /**
   * How one kind of server is configured.
   *
   * @param names of its programs
   * @param options whose value is the configuration's file
   * @param defaults the files that it is in without such an option; those that are there
   * @param include the directives that name further files of it
   * @param base the directives that name the directory which relative paths start from; without one
   *     they start from the configuration's
   * @param moved the options that name where relative paths start from in place of the place that
   *     the program was built for; empty for a program that opens them where it works
   */
  record Configuration(
      List<String> names,
      List<String> options,
      List<String> defaults,
      List<String> include,
      List<String> base,
      List<String> moved) {
    Configuration {
      names = List.copyOf(names);
      options = copyOf(options);
      defaults = copyOf(defaults);
      include = copyOf(include);
      base = copyOf(base);
      moved = copyOf(moved);
    }

    private static List<String> copyOf(List<String> list) {
      return list == null ? List.of() : List.copyOf(list);
    }
  }

  private final Map<String, Starter> byName = new HashMap<>();
  private final Map<String, List<String>> moved = new HashMap<>();

  private Configurations(List<Configuration> all) {
    for (Configuration one : all) {
      one.names.forEach(name -> byName.put(name, new ConfiguredStarter(one)));
      one.names.forEach(name -> moved.put(name, one.moved));
    }
  }

  static Configurations bundled() {
    return BUNDLED;
  }

  private static Configurations load() {
    try (InputStream in =
        Objects.requireNonNull(Configurations.class.getResourceAsStream("configurations.yaml"))) {
      return new Configurations(
          List.of(new ObjectMapper(new YAMLFactory()).readValue(in, Configuration[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the program that {@code argv} starts opens nothing by a path from where it works. */
  boolean opensNothingWhereItWorks(List<String> argv) {
    List<String> options =
        argv.isEmpty() ? List.of() : moved.getOrDefault(Paths.name(argv.get(0)), List.of());
    return !options.isEmpty()
        && argv.stream().noneMatch(word -> options.stream().anyMatch(word::startsWith));
  }

  /** What follows the program of this name; empty where none of these is called so. */
  Optional<Starter> of(String program) {
    return Optional.ofNullable(byName.get(program));
  }
}
