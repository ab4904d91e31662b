package dev.imageaudit.closure;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a container starts: finds the files that commands name as a shell or {@code execvp} would, in
 * the configuration's search path and working directory.
 */
public final class Entrypoint {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Scripts are kept whole, to see which commands they start. */
  private static final int MAX_SCRIPT_BYTES = 64 * 1024;

  private static final int MAX_WORD_LENGTH = 4096;

  private final RootFilesystem root;
  private final ImageConfig config;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> searchPath;

  Entrypoint(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.config = config;
    for (String entry : config.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        environment.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    this.searchPath = List.of(environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1));
  }

  /** The files that an indexer must keep so that the entry point can be followed. */
  public static List<CaptureRules.Keep> keeps() {
    List<CaptureRules.Keep> keeps = new ArrayList<>(NodeScripts.keeps());
    keeps.addAll(scriptKeeps());
    return keeps;
  }

  private static List<CaptureRules.Keep> scriptKeeps() {
    return List.of(
        new CaptureRules.Keep(
            PathPattern.of("/{*,**/*.sh,**/*.envsh,**/*entrypoint*}"), MAX_SCRIPT_BYTES),
        new CaptureRules.Keep(
            PathPattern.of("/{usr/local/bin,usr/local/sbin,usr/bin,bin,app,app/bin,opt/*/bin}/*"),
            MAX_SCRIPT_BYTES),
        new CaptureRules.Keep(
            PathPattern.of("/etc/{ld.so.conf,ld.so.conf.d/*,ld-musl-*.path,nsswitch.conf}"),
            MAX_SCRIPT_BYTES));
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

  /** The absolute path that {@code word} means in the working directory. */
  String absolute(String word) {
    return word.startsWith("/") ? word : Paths.child(config.workingDir(), word);
  }

  /** The path of the regular file that {@code word} names: a path, or a command to search for. */
  Optional<String> locate(String word) {
    if (word.isEmpty() || word.length() > MAX_WORD_LENGTH) {
      return Optional.empty();
    }
    if (word.contains("/")) {
      return file(absolute(word));
    }
    for (String directory : searchPath) {
      Optional<String> command = file(Paths.child(directory, word)).filter(this::isExecutable);
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
