package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LayerCopierTest {
  /** Puts those whose positions are wanted behind one another. */
  private record Collector(Set<Integer> wanted, ByteArrayOutputStream bytes)
      implements LayerCopier.EntryTarget {
    @Override
    public boolean wants(int position) {
      return wanted.contains(position);
    }

    @Override
    public OutputStream begin(int position, byte[] headers) {
      bytes.writeBytes(headers);
      return bytes;
    }
  }

  private static byte[] copied(byte[] stream, Set<Integer> wanted) throws ImageException {
    byte[] blob = TarBuilder.gzip(stream);
    Collector collector = new Collector(wanted, new ByteArrayOutputStream());
    try (LayerCopier copier = new LayerCopier(bytes -> {})) {
      copier.copyEntries(TarBuilder.layer(stream, blob), new ByteArrayInputStream(blob), collector);
    }
    return collector.bytes().toByteArray();
  }

  private static TarBuilder entry(TarBuilder tar, int kind, int number) {
    String name = "d" + number % 3 + "/f" + number;
    return switch (kind) {
      case 0 -> tar.file(name, "x".repeat(number * 37));
      case 1 -> tar.file("n".repeat(90 + number) + "/" + name, "long");
      case 2 -> tar.hardLink(name, "d0/f0");
      case 3 -> tar.symlink(name, "../" + "t".repeat(number * 9));
      default -> tar.directory(name + "/");
    };
  }

  @Property(tries = 60)
  void whatIsWantedIsThereByteForByte(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 4) Integer> kinds,
      @ForAll Set<@IntRange(max = 19) Integer> wanted)
      throws ImageException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < kinds.size(); i++) {
      entry(tar, kinds.get(i), i);
    }
    byte[] stream = tar.toBytes();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    long start = 0;
    int position = 0;
    for (FileEntry entry : TarBuilder.index(stream, stream, CaptureRules.NONE).entries()) {
      long end = start + entry.framingBytes() + entry.sizeBytes();
      if (wanted.contains(position++)) {
        expected.writeBytes(Arrays.copyOfRange(stream, (int) start, (int) end));
      }
      start = end;
    }

    assertThat(copied(stream, wanted)).isEqualTo(expected.toByteArray());
  }

  @Test
  void aBlobThatIsNotWhatItsDigestPromisesIsNoData() {
    byte[] stream = new TarBuilder().file("a", "a").toBytes();
    byte[] other = TarBuilder.gzip(new TarBuilder().file("a", "b").toBytes());
    Layer layer = TarBuilder.layer(stream, TarBuilder.gzip(stream));

    try (LayerCopier copier = new LayerCopier(bytes -> {})) {
      assertThatThrownBy(
              () ->
                  copier.copyStream(
                      layer, new ByteArrayInputStream(other), OutputStream.nullOutputStream()))
          .isInstanceOfSatisfying(
              ImageException.class,
              e ->
                  assertThat(e.reason())
                      .isIn(FailureReason.DIGEST_MISMATCH, FailureReason.TRUNCATED));
    }
  }

  @Test
  void aTargetThatCannotBeWrittenIsNotTheLayersFault() {
    byte[] stream = new TarBuilder().file("a", "a").toBytes();
    byte[] blob = TarBuilder.gzip(stream);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space left");
          }
        };

    try (LayerCopier copier = new LayerCopier(bytes -> {})) {
      assertThatThrownBy(
              () ->
                  copier.copyStream(
                      TarBuilder.layer(stream, blob), new ByteArrayInputStream(blob), full))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no space left");
    }
  }
}
