package dev.imageaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A directory whose files are written in another beside it and moved there when all of them are
 * whole. One that a killed program left is known by nobody's holding the lock in it.
 */
final class DraftDirectory implements Draft, ReportSet.NewFiles {
  private static final String LOCK = ".lock";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FORCING_THREADS = 16;

  private final Path draft;
  private final Path place;
  private final String suffix;
  private final FileChannel lock;
  private final List<String> names = new ArrayList<>();
  private final Thread atExit = new Thread(this::delete, "remove-draft-directory");

  private DraftDirectory(Path draft, Path place, String suffix) throws IOException {
    this.draft = Files.createDirectory(draft);
    this.place = place;
    this.suffix = suffix;
    this.lock =
        FileChannel.open(
            draft.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A draft of {@code directory/name}, of whose files those with {@code suffix} are replaced. */
  static DraftDirectory create(Path directory, String name, String suffix) throws IOException {
    DraftDirectory created =
        new DraftDirectory(directory.resolve(Draft.newName(name)), directory.resolve(name), suffix);
    DraftFile.holdsLock(created.lock);
    return created;
  }

  /** Deletes drafts of {@code directory/name} whose program is gone. */
  static void deleteAbandoned(Path directory, String name) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, Draft.glob(name))) {
      for (Path draft : found) {
        if (DraftFile.isAbandoned(draft.resolve(LOCK))) {
          deleteAll(draft);
        }
      }
    }
  }

  @Override
  public OutputStream create(String name) throws IOException {
    FileChannel file =
        FileChannel.open(
            draft.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    names.add(name);
    return new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
  }

  /**
   * Waits until every byte is on the disk: many files at a time, for the disk takes about as long
   * for all of them as for one.
   */
  void force() throws IOException {
    ExecutorService forcing = Executors.newFixedThreadPool(FORCING_THREADS);
    try {
      List<Future<?>> forced = new ArrayList<>();
      for (String name : names) {
        forced.add(forcing.submit(() -> force(draft.resolve(name))));
      }
      for (Future<?> file : forced) {
        file.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      forcing.shutdownNow();
    }
  }

  private static Path force(Path written) throws IOException {
    try (FileChannel file = FileChannel.open(written, StandardOpenOption.WRITE)) {
      file.force(true);
      return written;
    }
  }

  @Override
  public Path place() {
    return place;
  }

  @Override
  public void publish() throws IOException {
    if (!names.isEmpty()) {
      Files.createDirectories(place);
    }
    for (String name : names) {
      Files.move(
          draft.resolve(name),
          place.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.isDirectory(place)) {
      deleteOthers();
    }
  }

  /** Deletes the files of the run before, and the directory where nothing is left in it. */
  private void deleteOthers() throws IOException {
    Set<String> published = new HashSet<>(names);
    boolean isEmpty = true;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(place)) {
      for (Path file : found) {
        String name = String.valueOf(file.getFileName());
        boolean isOld =
            name.endsWith(suffix) && Files.isRegularFile(file) && !published.contains(name);
        if (isOld) {
          Files.delete(file);
        }
        isEmpty &= isOld;
      }
    }
    if (isEmpty) {
      Files.delete(place);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      delete();
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program is ending: the hook runs already
    }
  }

  private void delete() {
    try {
      deleteAll(draft);
    } catch (IOException e) {
      // the directory is out of reach; the next run deletes it
    }
  }

  private static void deleteAll(Path draft) throws IOException {
    if (!Files.isDirectory(draft)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(draft)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(draft);
  }
}
