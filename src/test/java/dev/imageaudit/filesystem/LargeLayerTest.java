package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Layers far larger than the memory of the tests' JVM, which Maven limits to 512 MB. */
class LargeLayerTest {
  private static final int UNIT_BYTES = 1 << 20;
  private static final CaptureRules RULES =
      new CaptureRules(
          List.of(new CaptureRules.Keep(PathPattern.of("/**"), 1 << 16)),
          List.of(
              new CaptureRules.Probe(
                  "absent", PathPattern.of("/**"), CaptureRules.Files.ANY, "no such text")),
          "test");

  /** A piece of the tar stream, and the whole bytes of the gzip stream that stand for it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(byte[] plain, byte[] deflated) {
    private static Piece of(byte[] plain) {
      Deflater deflater = new Deflater(1, true);
      deflater.setInput(plain);
      byte[] buffer = new byte[plain.length + 1024];
      int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
      deflater.end();
      return new Piece(plain, Arrays.copyOf(buffer, length));
    }
  }

  /** The beginning of an ELF file, of which the indexer keeps parts; zeros and noise follow. */
  private static byte[] unit() {
    byte[] unit = new byte[UNIT_BYTES];
    byte[] noise = new byte[UNIT_BYTES / 16];
    new Random(5).nextBytes(noise);
    System.arraycopy(noise, 0, unit, UNIT_BYTES / 2, noise.length);
    byte[] header = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0};
    System.arraycopy(header, 0, unit, 0, header.length);
    return unit;
  }

  private static Piece header(String name, long sizeBytes) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(sizeBytes);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    return Piece.of(header);
  }

  /** A layer of files of {@code units} megabytes each. */
  private static List<Piece> layer(int... units) {
    Piece unit = Piece.of(unit());
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      pieces.add(header("f" + i, (long) units[i] * UNIT_BYTES));
      pieces.addAll(Collections.nCopies(units[i], unit));
    }
    pieces.add(Piece.of(new byte[1024]));
    return pieces;
  }

  private static InputStream gzip(List<Piece> pieces, long plainBytes) {
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(new byte[] {3, 0}); // an empty last block
    end.writeBytes(new byte[4]); // the CRC, which nobody reads
    for (int shift = 0; shift < 32; shift += 8) {
      end.write((int) (plainBytes >>> shift));
    }
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream(header));
    pieces.forEach(piece -> parts.add(new ByteArrayInputStream(piece.deflated)));
    parts.add(new ByteArrayInputStream(end.toByteArray()));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static LayerIndex index(List<Piece> pieces) throws ImageException {
    MessageDigest digest = Digest.sha256Of(new byte[0]).newComputation();
    long bytes = 0;
    for (Piece piece : pieces) {
      digest.update(piece.plain);
      bytes += piece.plain.length;
    }
    Layer layer =
        new Layer(
            Optional.empty(),
            new DiffId(Digest.ofSha256(digest.digest())),
            "application/vnd.oci.image.layer.v1.tar+gzip",
            OptionalLong.empty());
    try (LayerIndexer indexer = new LayerIndexer(RULES, read -> {})) {
      return indexer.index(layer, gzip(pieces, bytes));
    }
  }

  @Test
  void aLayerOfThreeGigabytesIsIndexedInTheMemoryOfASmallOne() throws ImageException {
    int[] units = new int[50];
    Arrays.fill(units, 20);
    units[7] = 2100; // longer than an int can count

    LayerIndex index = index(layer(units));

    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512 << 20);
    assertThat(index.streamBytes()).isGreaterThan(3L << 30);
    assertThat(index.entries()).hasSize(50);
    assertThat(index.entries().get(7).sizeBytes()).isEqualTo(2100L << 20);
    assertThat(index.entries().get(7).elf()).isPresent();
    assertThat(index.entries().get(8).compressedBytes())
        .isCloseTo(20L * UNIT_BYTES / 16, withinPercentage(10));
  }
}
