package dev.imageaudit.prove;

import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** A blob of an OCI layout in the making; it gets its name, which is its digest, in the end. */
final class BlobOutput extends OutputStream {
  private final Path layout;
  private final Path unnamed;
  private final OutputStream file;
  private final MessageDigest computation = Digest.newSha256();
  private long bytes;

  BlobOutput(Path layout) throws IOException {
    this.layout = layout;
    this.unnamed = Files.createTempFile(layout, "blob", "");
    this.file = new BufferedOutputStream(Files.newOutputStream(unnamed), 1 << 16);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    file.write(source, offset, count);
    computation.update(source, offset, count);
    bytes += count;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /** Ends the blob, and puts it where it is found. */
  Descriptor named(String mediaType) throws IOException {
    file.close();
    Digest digest = Digest.ofSha256(computation.digest());
    Path blob = LayoutWriter.blob(layout, digest);
    Files.createDirectories(blob.resolveSibling("."));
    Files.move(unnamed, blob, StandardCopyOption.REPLACE_EXISTING);
    return Descriptor.of(mediaType, digest, bytes);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
