package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A purpose for which an image is right to ship tools, and its signs; any one of them is enough.
 *
 * @param labels names of labels
 * @param environment names of variables
 * @param names what an image's name is, without what stands before its last slash, where the
 *     container starts one of {@code commands}
 * @param suffixes what such a name is, or ends in as a whole word
 * @param files that only such an image has
 * @param programs of which the container starts one
 * @param commands that start a tool where there is no application
 * @param because a clause for people
 * @param source where the signs are documented
 */
record Purpose(
    String id,
    List<String> labels,
    List<String> environment,
    List<String> names,
    List<String> suffixes,
    List<PathPattern> files,
    List<String> programs,
    List<List<String>> commands,
    String because,
    String source) {
  private static final List<Purpose> BUNDLED = load();

  /** The same as it stands in YAML. */
  private record Written(
      String id,
      @Nullable List<String> labels,
      @Nullable List<String> environment,
      @Nullable List<String> names,
      @Nullable List<String> suffixes,
      @Nullable List<PathPattern> files,
      @Nullable List<String> programs,
      @Nullable List<List<String>> commands,
      String because,
      String source) {
    Purpose read() {
      return new Purpose(
          id,
          orNone(labels),
          orNone(environment),
          orNone(names),
          orNone(suffixes),
          orNone(files),
          orNone(programs),
          orNone(commands),
          Objects.requireNonNull(because, id),
          Objects.requireNonNull(source, id));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
      return list == null ? List.of() : List.copyOf(list);
    }
  }

  /** Those that the program knows, in the order in which they are asked. */
  static List<Purpose> bundled() {
    return BUNDLED;
  }

  private static List<Purpose> load() {
    return Stream.of(BundledYaml.read("purposes.yaml", Written[].class))
        .map(Written::read)
        .toList();
  }

  /** The sign of this purpose that {@code subject} shows, as a clause. */
  Optional<String> sign(Subject subject) {
    for (String label : labels) {
      if (subject.config().labels().containsKey(label)) {
        return Optional.of("the label " + label);
      }
    }
    for (String variable : environment) {
      if (subject.config().env().stream().anyMatch(e -> e.startsWith(variable + "="))) {
        return Optional.of("the variable " + variable);
      }
    }
    for (String name : subject.names()) {
      String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      boolean isNamed = names.contains(last) && startsTool(subject);
      if (isNamed || suffixes.stream().anyMatch(word -> endsIn(last, word))) {
        return Optional.of("the name " + name);
      }
    }
    return command(subject).or(() -> program(subject)).or(() -> file(subject.root()));
  }

  private static boolean endsIn(String name, String word) {
    return Pattern.compile("(?:.*[._-])?" + Pattern.quote(word)).matcher(name).matches();
  }

  private Optional<String> command(Subject subject) {
    List<String> argv = subject.config().argv();
    return startsTool(subject) && !hasApplication(subject)
        ? Optional.of("the command " + String.join(" ", argv))
        : Optional.empty();
  }

  /** An application may have a language's name, too. */
  private boolean startsTool(Subject subject) {
    return commands.contains(subject.config().argv());
  }

  private Optional<String> program(Subject subject) {
    return programs.isEmpty()
        ? Optional.empty()
        : subject.closure().needs().keySet().stream()
            .filter(path -> programs.contains(Paths.name(path)) && subject.closure().starts(path))
            .findFirst()
            .map(path -> "the entry point " + path);
  }

  private static boolean hasApplication(Subject subject) {
    return subject.instructions().stream()
        .skip(subject.baseLayers())
        .anyMatch(i -> i.isEmpty() || i.get().startsWith("COPY ") || i.get().startsWith("ADD "));
  }

  private Optional<String> file(RootFilesystem root) {
    return files.stream()
        .flatMap(pattern -> root.matching("/", pattern).stream())
        .findFirst()
        .map(file -> "the file " + file.path());
  }
}
