package dev.imageaudit.local;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A directory that holds what an archive would; links that lead out of it are not followed. */
final class LayoutDirectory implements Archive {
  private final Path directory;

  LayoutDirectory(Path directory) throws ImageException {
    if (!Files.isDirectory(directory)) {
      throw new ImageException(FailureReason.NOT_FOUND, "there is no directory " + directory);
    }
    try {
      this.directory = directory.toRealPath();
    } catch (IOException e) {
      throw new ImageException(
          FailureReason.NOT_FOUND, directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file itself, where it lies in this directory. */
  private Optional<Path> file(String name) {
    Path file = directory.resolve(MemberNames.normal(name));
    try {
      return Optional.of(file.toRealPath())
          .filter(real -> real.startsWith(directory) && Files.isRegularFile(real));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public OptionalLong length(String name) throws ImageException {
    Optional<Path> file = file(name);
    try {
      return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public Optional<byte[]> document(String name) throws ImageException {
    if (length(name).orElse(0) > MAX_DOCUMENT_BYTES) {
      throw new ImageException(
          FailureReason.LIMIT_EXCEEDED, name + " in " + directory + " is too long for a document");
    }
    Optional<Path> file = file(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return Optional.of(in.readNBytes(MAX_DOCUMENT_BYTES));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public List<LayerRead> reads(Map<Layer, String> members) {
    return MemberRead.each(members, this::deliver);
  }

  private void deliver(Layer layer, String name, LayerConsumer consumer) throws ImageException {
    Optional<Path> file = file(name);
    if (file.isEmpty()) {
      throw new ImageException(FailureReason.NOT_FOUND, "there is no " + name + " in " + directory);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.get()), 1 << 17)) {
      consumer.accept(layer, in);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private ImageException unreadable(String name, IOException e) {
    return new ImageException(
        FailureReason.INVALID_DOCUMENT,
        name + " in " + directory + " cannot be read: " + e.getMessage(),
        e);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
