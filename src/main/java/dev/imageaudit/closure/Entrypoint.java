package dev.imageaudit.closure;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a container starts with: finds the files that the words of ENTRYPOINT, CMD and HEALTHCHECK
 * name, as a shell or {@code execvp} would.
 */
public final class Entrypoint {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Scripts are kept whole, to see which commands they start. */
  private static final int MAX_SCRIPT_BYTES = 64 * 1024;

  private final RootFilesystem root;
  private final ImageConfig config;
  private final List<String> searchPath;

  public Entrypoint(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.config = config;
    String path =
        config.env().stream()
            .filter(e -> e.startsWith("PATH="))
            .map(e -> e.substring("PATH=".length()))
            .findFirst()
            .orElse(DEFAULT_PATH);
    this.searchPath = List.of(path.split(":", -1));
  }

  /** The files that an indexer must keep so that scripts can be followed. */
  public static List<CaptureRules.Keep> keeps() {
    return List.of(
        new CaptureRules.Keep(PathPattern.of("/{*,**/*.sh,**/*entrypoint*}"), MAX_SCRIPT_BYTES),
        new CaptureRules.Keep(
            PathPattern.of("/{usr/local/bin,usr/bin,bin,app,app/bin,opt/*/bin}/*"),
            MAX_SCRIPT_BYTES));
  }

  /** The words that the container starts with, those of a shell's {@code -c} taken apart. */
  public List<String> words() {
    List<String> words = new ArrayList<>(config.argv());
    if (config.healthcheck().size() > 1) {
      words.addAll(config.healthcheck().subList(1, config.healthcheck().size()));
    }
    return ShellWords.expand(words);
  }

  /** The program that the container starts. */
  public Optional<RootFile> program() {
    return config.argv().isEmpty() ? Optional.empty() : locate(config.argv().get(0));
  }

  /** The regular file that {@code word} names: a path, or a command of the search path. */
  public Optional<RootFile> locate(String word) {
    if (word.isEmpty() || word.length() > 4096) {
      return Optional.empty();
    }
    if (word.contains("/")) {
      return file(word.startsWith("/") ? word : config.workingDir() + "/" + word);
    }
    for (String directory : searchPath) {
      Optional<RootFile> command = file(directory + "/" + word);
      if (command.isPresent() && (command.get().inode().mode() & 0111) != 0) {
        return command;
      }
    }
    return file(config.workingDir() + "/" + word);
  }

  private Optional<RootFile> file(String path) {
    return Paths.normalise(path)
        .flatMap(root::resolve)
        .filter(file -> file.type() == FileType.REGULAR);
  }
}
