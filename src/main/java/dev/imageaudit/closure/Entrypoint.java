package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a container starts: finds the files that commands name as a shell or {@code execvp} would, in
 * the configuration's search path and working directory.
 */
final class Entrypoint {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int MAX_WORD_LENGTH = 4096;
  private static final int MAX_DIRECTORIES = 200;

  private final RootFilesystem root;
  private final ImageConfig config;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Set<String> searchPath = new LinkedHashSet<>();

  Entrypoint(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.config = config;
    for (String entry : config.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        environment.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    addSearchPath(environment.getOrDefault("PATH", DEFAULT_PATH));
  }

  /** Commands are looked for in these directories too, after all others. */
  void addSearchPath(String path) {
    for (String directory : path.split(":", -1)) {
      if (directory.startsWith("/") && searchPath.size() < MAX_DIRECTORIES) {
        searchPath.add(directory);
      }
    }
  }

  /** The directories in which commands are looked for, in order. */
  Set<String> searchPath() {
    return searchPath;
  }

  /** Where the container starts to work: absolute and normal. */
  String workingDirectory() {
    return Paths.normalise(config.workingDir()).orElse("/");
  }

  /** The container's environment, in order. */
  Map<String, String> environment() {
    return environment;
  }

  /** What {@code HEALTHCHECK} runs; empty where it runs nothing. */
  List<String> healthcheck() {
    List<String> test = config.healthcheck();
    if (test.size() < 2 || test.get(0).equals("NONE")) {
      return List.of();
    }
    return test.get(0).equals("CMD-SHELL")
        ? List.of("/bin/sh", "-c", test.get(1))
        : test.subList(1, test.size());
  }

  /**
   * The path of the regular file that {@code word} names: a path, or a command to search for.
   *
   * @param directory that relative paths start from
   */
  Optional<String> locate(String word, String directory) {
    if (word.isEmpty() || word.length() > MAX_WORD_LENGTH) {
      return Optional.empty();
    }
    if (word.contains("/")) {
      return file(Paths.absolute(word, directory));
    }
    for (String searched : searchPath) {
      Optional<String> command = file(Paths.child(searched, word)).filter(this::isExecutable);
      if (command.isPresent()) {
        return command;
      }
    }
    return Optional.empty();
  }

  /** The normal form of {@code path} where it leads to a regular file. */
  Optional<String> file(String path) {
    return Paths.normalise(path).filter(p -> root.resolve(p).map(f -> f.isRegular()).orElse(false));
  }

  private boolean isExecutable(String path) {
    return root.resolve(path).map(f -> (f.inode().mode() & 0111) != 0).orElse(false);
  }
}
