package dev.imageaudit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A run's own files, gone when it is closed or the program ends. */
public final class WorkDirectory implements AutoCloseable {
  private final Path directory;
  private final Thread atExit = new Thread(this::delete, "remove-work-directory");

  private WorkDirectory(Path directory) {
    this.directory = directory;
  }

  public static WorkDirectory create() throws IOException {
    return watched(Files.createTempDirectory("image-audit-"));
  }

  /** One beside what it will become, so that it can be moved there. */
  public static WorkDirectory createIn(Path parent) throws IOException {
    return watched(Files.createTempDirectory(parent, ".image-audit-"));
  }

  private static WorkDirectory watched(Path directory) {
    WorkDirectory work = new WorkDirectory(directory);
    Runtime.getRuntime().addShutdownHook(work.atExit);
    return work;
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  public Path directory(String name) throws IOException {
    return Files.createDirectory(path(name));
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program is ending: the hook runs already, and finds nothing
    }
  }

  private void delete() {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
