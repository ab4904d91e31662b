package dev.imageaudit.dockerfile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How projects say what they depend on, and how to fetch that before their source comes.
 *
 * @param files the names of what is copied first
 * @param sign of these the one that says that the project uses this package manager
 * @param command the commands that need what it fetches
 * @param fetch fetches; empty where the original's own command does just that
 * @param locked what to run instead where a lock file is there
 * @param caches directories that are worth keeping between builds
 */
record DependencyManager(
    String name,
    Pattern files,
    Pattern sign,
    Pattern command,
    Optional<String> fetch,
    Optional<Locked> locked,
    List<String> caches) {
  private static final List<DependencyManager> BUNDLED = load();

  /** The command for projects that have {@code file}. */
  record Locked(String file, String command) {}

  private record Written(
      String name,
      String files,
      String sign,
      String command,
      @Nullable String fetch,
      @Nullable Locked locked,
      List<String> caches) {
    DependencyManager read() {
      return new DependencyManager(
          name,
          Pattern.compile(files),
          Pattern.compile(sign),
          Pattern.compile(command),
          Optional.ofNullable(fetch),
          Optional.ofNullable(locked),
          List.copyOf(caches));
    }
  }

  private static List<DependencyManager> load() {
    try (InputStream in =
        Objects.requireNonNull(DependencyManager.class.getResourceAsStream("dependencies.yaml"))) {
      Written[] written = new ObjectMapper(new YAMLFactory()).readValue(in, Written[].class);
      return List.of(written).stream().map(Written::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that the program knows. */
  static List<DependencyManager> bundled() {
    return BUNDLED;
  }

  boolean isManifest(String fileName) {
    return files.matcher(fileName).matches();
  }

  boolean isSign(String fileName) {
    return sign.matcher(fileName).matches();
  }

  /** Whether {@code part}, one of those that {@code &&} joins, needs the dependencies. */
  boolean isUsedBy(String part) {
    return command.matcher(part).matches();
  }
}
