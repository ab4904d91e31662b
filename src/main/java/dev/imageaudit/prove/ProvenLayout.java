package dev.imageaudit.prove;

import dev.imageaudit.audit.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a layout is written: beside its place until it is whole, then there, or nowhere. */
public final class ProvenLayout implements AutoCloseable {
  private final WorkDirectory work;
  private final Path directory;
  private final Optional<Path> place;

  private ProvenLayout(WorkDirectory work, Optional<Path> place) throws IOException {
    this.work = work;
    this.directory = work.directory("layout");
    this.place = place;
  }

  /**
   * Begins one that will be at {@code place}; without a place it goes when this is closed.
   *
   * @throws FileAlreadyExistsException where something else than an earlier proof is there
   */
  public static ProvenLayout create(Optional<Path> place, String ref) throws IOException {
    if (place.isEmpty()) {
      return new ProvenLayout(WorkDirectory.create(), place);
    }
    Path target = place.get().toAbsolutePath();
    requireReplaceable(target, ref);
    Path parent = target.resolveSibling(".").normalize();
    Files.createDirectories(parent);
    return new ProvenLayout(WorkDirectory.createIn(parent), Optional.of(target));
  }

  private static void requireReplaceable(Path target, String ref) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
      if (files.findAny().isPresent() && !LayoutWriter.isLayoutOf(target, ref)) {
        throw new FileAlreadyExistsException(
            target + " exists and is no earlier proof; remove it, or name another --output");
      }
    }
  }

  /** The directory to write into. */
  public Path directory() {
    return directory;
  }

  /** Puts the layout in its place, and says where {@code image} is now. */
  public WrittenImage keep(WrittenImage image) throws IOException {
    if (place.isEmpty()) {
      return image;
    }
    delete(place.get());
    Files.move(directory, place.get());
    return image.movedTo(place.get());
  }

  private static void delete(Path layout) throws IOException {
    if (!Files.exists(layout)) {
      return;
    }
    try (Stream<Path> files = Files.walk(layout)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inside) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
