package dev.imageaudit.prove;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerCopier;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Entries on their way into a new layer, in one file: they come in the order of the image's layers,
 * and go in the order of their paths.
 */
final class EntrySpool implements Closeable {
  private final RandomAccessFile file;
  private final IdentityHashMap<FileEntry, Place> places = new IdentityHashMap<>();
  private final OutputStream writer;
  private long end;

  private static final class Place {
    private final byte[] headers;
    private final long start;
    private long contentBytes;

    Place(byte[] headers, long start) {
      this.headers = headers;
      this.start = start;
    }
  }

  EntrySpool(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.writer = new BufferedOutputStream(new End(), 1 << 16);
  }

  /** Writes behind all that is there. */
  private final class End extends OutputStream {
    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
      file.write(source, offset, count);
    }

    @Override
    public void write(int one) throws IOException {
      file.write(one);
    }
  }

  /** Begins {@code entry}, known by its identity; what is written next is its content. */
  private OutputStream begin(FileEntry entry, byte[] headers) {
    Place place = new Place(headers, end);
    places.put(entry, place);
    return new OutputStream() {
      @Override
      public void write(byte[] source, int offset, int count) throws IOException {
        writer.write(source, offset, count);
        place.contentBytes += count;
        end += count;
      }

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }
    };
  }

  /** Takes those of {@code entries}, a layer's, that are among {@code wanted}. */
  LayerCopier.EntryTarget target(List<FileEntry> entries, Set<FileEntry> wanted) {
    return new LayerCopier.EntryTarget() {
      @Override
      public boolean wants(int position) {
        return wanted.contains(entries.get(position));
      }

      @Override
      public OutputStream begin(int position, byte[] headers) {
        return EntrySpool.this.begin(entries.get(position), headers);
      }
    };
  }

  boolean has(FileEntry entry) {
    return places.containsKey(entry);
  }

  byte[] headers(FileEntry entry) {
    return place(entry).headers.clone();
  }

  /** Writes the content of {@code entry}, padded. */
  void copyContent(FileEntry entry, OutputStream target) throws IOException {
    writer.flush();
    Place place = place(entry);
    if (place.contentBytes == 0) {
      return;
    }
    file.seek(place.start);
    byte[] buffer = new byte[1 << 16];
    long left = place.contentBytes;
    while (left > 0) {
      int count = file.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new IOException("the spool of a new layer is shorter than it was");
      }
      target.write(buffer, 0, count);
      left -= count;
    }
  }

  private Place place(FileEntry entry) {
    return Objects.requireNonNull(places.get(entry), entry::path);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
