package dev.imageaudit.local;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens an archive file, compressed or not. */
final class ArchiveFile {
  private ArchiveFile() {}

  /**
   * The archive in {@code file}.
   *
   * @throws ImageException with {@link FailureReason#NOT_FOUND} where there is no such file
   */
  static Archive open(Path file) throws ImageException {
    if (!Files.isRegularFile(file)) {
      throw new ImageException(FailureReason.NOT_FOUND, "there is no file " + file);
    }
    byte[] first = new byte[4];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(first, 0, first.length);
    } catch (IOException e) {
      throw new ImageException(
          FailureReason.NOT_FOUND, file + " cannot be read: " + e.getMessage(), e);
    }
    if (first[0] == 0x1f && (first[1] & 0xff) == 0x8b) {
      return new StreamedArchive(
          file.toString(),
          () ->
              GzipCompressorInputStream.builder()
                  .setInputStream(buffered(file))
                  .setDecompressConcatenated(true)
                  .get());
    }
    if (first[0] == 0x28 && (first[1] & 0xff) == 0xb5) {
      return new StreamedArchive(
          file.toString(), () -> new ZstdInputStreamNoFinalizer(buffered(file)));
    }
    return new PlainArchive(file);
  }

  private static InputStream buffered(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 17);
  }
}
