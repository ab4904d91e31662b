package dev.imageaudit.prove;

import dev.imageaudit.filesystem.LayerCopier;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.MediaTypes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Copies whole layers: the same blob where it is compressed, else the same stream. */
final class BlobCopier {
  private static final int MAGIC_BYTES = 4;

  private final LayerCopier copier;
  private final Path layout;

  BlobCopier(LayerCopier copier, Path layout) {
    this.copier = copier;
    this.layout = layout;
  }

  /** The layer whose blob is {@code blob}; it is verified. */
  WrittenLayer copy(Layer layer, InputStream blob) throws ImageException, IOException {
    BufferedInputStream ahead = new BufferedInputStream(blob);
    ahead.mark(MAGIC_BYTES);
    byte[] first = ahead.readNBytes(MAGIC_BYTES);
    ahead.reset();
    if (startsWith(first, 0x1f, 0x8b)) {
      return same(layer, ahead, MediaTypes.OCI_LAYER + "+gzip");
    }
    return startsWith(first, 0x28, 0xb5, 0x2f, 0xfd)
        ? same(layer, ahead, MediaTypes.OCI_LAYER + "+zstd")
        : compressed(layer, ahead);
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private WrittenLayer same(Layer layer, InputStream blob, String mediaType)
      throws ImageException, IOException {
    long[] streamBytes = new long[1];
    try (BlobOutput output = new BlobOutput(layout)) {
      Copying copying = new Copying(blob, output);
      try {
        copier.copyStream(layer, copying, counting(streamBytes));
      } catch (ImageException e) {
        if (copying.failure.isPresent()) {
          throw copying.failure.get();
        }
        throw e;
      }
      return new WrittenLayer(output.named(mediaType), layer.diffId(), streamBytes[0]);
    }
  }

  private WrittenLayer compressed(Layer layer, InputStream blob)
      throws ImageException, IOException {
    try (LayerOutput output = new LayerOutput(layout)) {
      copier.copyStream(layer, blob, output);
      return output.end();
    }
  }

  private static OutputStream counting(long[] bytes) {
    return new OutputStream() {
      @Override
      public void write(byte[] source, int offset, int count) {
        bytes[0] += count;
      }

      @Override
      public void write(int one) {
        bytes[0]++;
      }
    };
  }

  /** Writes down what is read. */
  private static final class Copying extends FilterInputStream {
    private final OutputStream copy;
    private volatile Optional<IOException> failure = Optional.empty();

    Copying(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        try {
          copy.write(target, offset, count);
        } catch (IOException e) {
          failure = Optional.of(e);
          throw e;
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
