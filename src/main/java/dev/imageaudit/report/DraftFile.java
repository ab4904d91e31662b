package dev.imageaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written under a temporary name beside its place and moved there when it is whole.
 * The draft goes when it is closed or the program ends; one that a killed program left is known by
 * nobody's holding its lock.
 */
final class DraftFile implements Draft {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path draft;
  private final Path place;
  private final FileChannel file;
  private final Thread atExit = new Thread(this::delete, "remove-draft");

  private DraftFile(Path draft, Path place) throws IOException {
    this.draft = draft;
    this.place = place;
    this.file = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** A draft of {@code directory/name}. */
  static DraftFile create(Path directory, String name) throws IOException {
    Path draft = directory.resolve(Draft.newName(name));
    DraftFile created = new DraftFile(draft, directory.resolve(name));
    Runtime.getRuntime().addShutdownHook(created.atExit);
    holdsLock(created.file);
    return created;
  }

  /** Deletes drafts of {@code directory/name} whose program is gone. */
  static void deleteAbandoned(Path directory, String name) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, Draft.glob(name))) {
      for (Path draft : found) {
        if (Files.isRegularFile(draft) && isAbandoned(draft)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  /** Whether nobody holds the lock of the file {@code draft}. */
  static boolean isAbandoned(Path draft) {
    try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      return holdsLock(file);
    } catch (IOException e) {
      return false; // somebody else's, or gone by now
    }
  }

  /** Whether the file is now locked, until it is closed. */
  static boolean holdsLock(FileChannel file) {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException | IOException e) {
      return false; // held in this process; or the file system has no locks
    }
  }

  @Override
  public Path place() {
    return place;
  }

  /** Where to write; closing it leaves the draft open. */
  OutputStream stream() {
    return new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Waits until every byte is on the disk. */
  void force() throws IOException {
    file.force(true);
  }

  @Override
  public void publish() throws IOException {
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      delete();
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program is ending: the hook runs already
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // the directory is out of reach; the next run deletes it
    }
  }
}
