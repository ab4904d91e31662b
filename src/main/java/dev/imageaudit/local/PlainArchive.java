package dev.imageaudit.local;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An archive that is not compressed: members are found by seeking, layers read in parallel. */
final class PlainArchive implements Archive {
  private final Path file;
  private final MemberNames names = new MemberNames();
  private final Map<String, Long> lengths = new HashMap<>();

  PlainArchive(Path file) throws ImageException {
    this.file = file;
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        if (entry.isSymbolicLink()) {
          names.symbolicLink(entry.getName(), entry.getLinkName());
        } else if (entry.isLink()) {
          names.link(entry.getName(), entry.getLinkName());
        } else if (entry.isFile()) {
          lengths.put(MemberNames.normal(entry.getName()), entry.getSize());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private ImageException unreadable(Exception e) {
    return new ImageException(
        FailureReason.INVALID_DOCUMENT,
        "the archive " + file + " cannot be read: " + e.getMessage(),
        e);
  }

  @Override
  public OptionalLong length(String name) {
    Optional<Long> length = names.resolve(name).map(lengths::get);
    return length.isPresent() ? OptionalLong.of(length.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<byte[]> document(String name) throws ImageException {
    OptionalLong length = length(name);
    if (length.isEmpty()) {
      return Optional.empty();
    }
    if (length.getAsLong() > MAX_DOCUMENT_BYTES) {
      throw new ImageException(
          FailureReason.LIMIT_EXCEEDED, name + " in " + file + " is too long for a document");
    }
    try (TarFile tar = new TarFile(file);
        InputStream in = open(tar, name)) {
      return Optional.of(in.readNBytes(MAX_DOCUMENT_BYTES));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private InputStream open(TarFile tar, String name) throws IOException {
    String member = names.resolve(name).orElse(name);
    for (TarArchiveEntry entry : tar.getEntries()) {
      if (entry.isFile() && MemberNames.normal(entry.getName()).equals(member)) {
        return tar.getInputStream(entry);
      }
    }
    throw new IOException("there is no " + name);
  }

  @Override
  public List<LayerRead> reads(Map<Layer, String> members) {
    return MemberRead.each(members, this::deliver);
  }

  private void deliver(Layer layer, String name, LayerConsumer consumer) throws ImageException {
    try (TarFile tar = new TarFile(file);
        InputStream in = new BufferedInputStream(open(tar, name), 1 << 17)) {
      consumer.accept(layer, in);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }
}
