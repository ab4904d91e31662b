package dev.imageaudit.local;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerConsumer;
import dev.imageaudit.image.LayerRead;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An archive that can only be read from its beginning, such as a compressed one or the daemon's
 * export: one pass keeps the documents, another delivers all layers as they come by.
 */
final class StreamedArchive implements Archive {
  private static final int MAX_MEMBERS = 100_000;
  private static final int MAX_KEPT_BYTES = 64 << 20;
  private static final int KEPT_MEMBER_BYTES = 1 << 20;

  /** Opens the archive at its beginning. */
  interface Opener {
    InputStream open() throws IOException, ImageException;
  }

  private final String name;
  private final Opener opener;
  private final MemberNames names = new MemberNames();
  private final Map<String, Long> lengths = new HashMap<>();
  private final Map<String, byte[]> documents = new HashMap<>();

  /**
   * Reads the archive's documents.
   *
   * @param name for messages
   */
  StreamedArchive(String name, Opener opener) throws ImageException {
    this.name = name;
    this.opener = opener;
    try (TarArchiveInputStream tar = new TarArchiveInputStream(opener.open())) {
      readDocuments(tar);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private void readDocuments(TarArchiveInputStream tar) throws IOException, ImageException {
    int keptBytes = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isSymbolicLink()) {
        names.symbolicLink(entry.getName(), entry.getLinkName());
      } else if (entry.isLink()) {
        names.link(entry.getName(), entry.getLinkName());
      } else if (entry.isFile()) {
        String member = MemberNames.normal(entry.getName());
        lengths.put(member, entry.getSize());
        if (entry.getSize() <= KEPT_MEMBER_BYTES && keptBytes < MAX_KEPT_BYTES) {
          byte[] content = tar.readNBytes(KEPT_MEMBER_BYTES);
          keptBytes += content.length;
          documents.put(member, content);
        }
      }
      if (lengths.size() > MAX_MEMBERS) {
        throw new ImageException(
            FailureReason.LIMIT_EXCEEDED, name + " has more than " + MAX_MEMBERS + " members");
      }
    }
  }

  private ImageException unreadable(Exception e) {
    return new ImageException(
        FailureReason.INVALID_DOCUMENT, name + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public OptionalLong length(String member) {
    Optional<Long> length = names.resolve(member).map(lengths::get);
    return length.isPresent() ? OptionalLong.of(length.get()) : OptionalLong.empty();
  }

  @Override
  public Optional<byte[]> document(String member) throws ImageException {
    Optional<byte[]> kept = names.resolve(member).map(documents::get);
    if (kept.isEmpty() && length(member).isPresent()) {
      throw new ImageException(
          FailureReason.LIMIT_EXCEEDED, member + " in " + name + " is too long for a document");
    }
    return kept;
  }

  @Override
  public List<LayerRead> reads(Map<Layer, String> members) {
    return members.isEmpty() ? List.of() : List.of(new Pass(members));
  }

  private final class Pass implements LayerRead {
    private final Map<String, List<Layer>> wanted = new HashMap<>();
    private final List<Layer> layers;

    private Pass(Map<Layer, String> members) {
      this.layers = List.copyOf(members.keySet());
      members.forEach(
          (layer, member) ->
              wanted
                  .computeIfAbsent(names.resolve(member).orElse(member), m -> new ArrayList<>())
                  .add(layer));
    }

    @Override
    public List<Layer> layers() {
      return layers;
    }

    @Override
    public void deliver(LayerConsumer consumer) throws ImageException {
      Set<String> missing = new HashSet<>(wanted.keySet());
      try (TarArchiveInputStream tar = new TarArchiveInputStream(opener.open())) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null && !missing.isEmpty();
            entry = tar.getNextEntry()) {
          String member = MemberNames.normal(entry.getName());
          if (entry.isFile() && missing.remove(member)) {
            for (Layer layer : wanted.getOrDefault(member, List.of())) {
              consumer.accept(layer, new Unclosed(tar));
            }
          }
        }
      } catch (IOException | IllegalArgumentException e) {
        throw unreadable(e);
      }
      if (!missing.isEmpty()) {
        throw new ImageException(
            FailureReason.TRUNCATED, name + " ends before " + missing.iterator().next());
      }
    }
  }

  /** A member's content; closing it leaves the archive open. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
