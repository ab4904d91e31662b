package dev.imageaudit.filesystem;

import dev.imageaudit.image.BlobReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Goes through a layer's tar stream entry by entry, as {@link TarReader} does, and copies the bytes
 * of those wanted.
 */
final class TarCopier {
  private static final int BLOCK_BYTES = TarConstants.DEFAULT_RCDSIZE;
  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final TarStream stream;
  private final LayerCopier.EntryTarget target;
  private final byte[] buffer = new byte[64 * 1024];

  TarCopier(TarStream stream, LayerCopier.EntryTarget target) {
    this.stream = stream;
    this.target = target;
  }

  /** Copies what is wanted, then reads the rest of the stream. */
  @SuppressWarnings("resource") // the layer's stream is its owner's to close
  void copyAll() throws IOException {
    Tap tap = new Tap(stream);
    try {
      TarArchiveInputStream tar =
          new TarArchiveInputStream(tap, TarConstants.DEFAULT_BLKSIZE, BLOCK_BYTES, "UTF-8", false);
      int paddingBytes = 0;
      for (int position = 0; ; position++) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream(2 * BLOCK_BYTES);
        tap.target = headers;
        stream.expectHeaders(paddingBytes);
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
          break;
        }
        stream.expectContent();
        byte[] read = headers.toByteArray();
        paddingBytes =
            copy(tar, tap, entry, Arrays.copyOfRange(read, paddingBytes, read.length), position);
      }
    } catch (BlobReadException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw TarReader.corrupt(String.valueOf(e.getMessage()));
    }
    tap.target = OutputStream.nullOutputStream();
    stream.expectContent();
    while (stream.read(buffer, 0, buffer.length) >= 0) {
      // what follows the last entry is no entry's
    }
  }

  /** Copies an entry, if it is wanted, and says how many bytes pad it in the stream. */
  private int copy(
      TarArchiveInputStream tar, Tap tap, TarArchiveEntry entry, byte[] headers, int position)
      throws IOException {
    OutputStream content =
        target.wants(position)
            ? begin(position, TarHeaders.of(headers).toBytes())
            : OutputStream.nullOutputStream();
    tap.target = content;
    long start = stream.position();
    if (entry.isSparse()) {
      tar.skip(Long.MAX_VALUE); // read, its holes would come as zeros
    } else {
      while (tar.read(buffer, 0, buffer.length) >= 0) {
        // the tap copies
      }
    }
    int paddingBytes = (int) (-(stream.position() - start) & (BLOCK_BYTES - 1));
    LayerCopier.write(content, ZEROS, paddingBytes);
    return paddingBytes;
  }

  private OutputStream begin(int position, byte[] headers) {
    try {
      return target.begin(position, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies all that is read through it. */
  private static final class Tap extends InputStream {
    private final TarStream stream;
    private OutputStream target = OutputStream.nullOutputStream();

    Tap(TarStream stream) {
      this.stream = stream;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = stream.read(into, offset, length);
      if (count > 0) {
        try {
          target.write(into, offset, count);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }
}
