package dev.imageaudit.filesystem;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Layers from literals, as the tar streams that they really are. */
public final class TarBuilder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  public TarBuilder() {
    this("UTF-8");
  }

  /** With names in {@code encoding}, which no reader is told. */
  public TarBuilder(String encoding) {
    tar = new TarArchiveOutputStream(bytes, encoding);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  public TarBuilder gnuLongNames() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    return this;
  }

  public TarBuilder file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
  }

  public TarBuilder file(String name, byte[] content, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    return put(entry, content);
  }

  public TarBuilder directory(String name) {
    return put(new TarArchiveEntry(name, TarConstants.LF_DIR, true), new byte[0]);
  }

  public TarBuilder symlink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  public TarBuilder hardLink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  private TarBuilder link(String name, String target, byte type) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  /** An extended header, which says {@code value} of the entry after it. */
  public TarBuilder pax(String key, byte[] value) {
    byte[] record = PaxRecords.PaxRecord.of(key, value).bytes();
    TarArchiveEntry entry =
        new TarArchiveEntry("PaxHeaders.0/x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
    entry.setSize(record.length);
    return put(entry, record);
  }

  public TarBuilder whiteout(String path) {
    int slash = path.lastIndexOf('/') + 1;
    return file(path.substring(0, slash) + ".wh." + path.substring(slash), "");
  }

  public TarBuilder opaque(String directory) {
    return file(directory + "/.wh..wh..opq", "");
  }

  public TarBuilder put(TarArchiveEntry entry, byte[] content) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] toBytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The layer's index, read from the stream as it is. */
  public LayerIndex index() {
    return index(CaptureRules.NONE);
  }

  public LayerIndex index(CaptureRules rules) {
    byte[] stream = toBytes();
    return index(stream, stream, rules);
  }

  /** The layer's index, read from the stream as it mostly travels. */
  public LayerIndex gzippedIndex() {
    byte[] stream = toBytes();
    return index(stream, gzip(stream), CaptureRules.NONE);
  }

  /** The index of the layer whose uncompressed stream is {@code stream} and whose blob is given. */
  static LayerIndex index(byte[] stream, byte[] blob, CaptureRules rules) {
    try (LayerIndexer indexer = new LayerIndexer(rules, bytes -> {})) {
      return indexer.index(layer(stream, blob), new ByteArrayInputStream(blob));
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }

  static Layer layer(byte[] stream, byte[] blob) {
    return new Layer(
        Optional.of(Digest.sha256Of(blob)),
        new DiffId(Digest.sha256Of(stream)),
        "application/vnd.oci.image.layer.v1.tar",
        OptionalLong.of(blob.length));
  }

  /** What {@code stream} travels as. */
  public static byte[] gzip(byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
