package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerIndexerTest {

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] someStream() {
    return new TarBuilder()
        .directory("d")
        .file("d/noise", noise(300_000), 0644)
        .file("d/zeros", new byte[300_000], 0644)
        .symlink("l", "d/noise")
        .toBytes();
  }

  private static ImageException failure(Layer layer, byte[] blob) {
    return failure(layer, new ByteArrayInputStream(blob));
  }

  private static ImageException failure(Layer layer, InputStream blob) {
    try (LayerIndexer indexer = new LayerIndexer(CaptureRules.NONE, bytes -> {})) {
      return catchThrowableOfType(ImageException.class, () -> indexer.index(layer, blob));
    }
  }

  @Test
  void theSameStreamGivesTheSameEntriesWhateverCompressesIt() {
    byte[] stream = someStream();

    LayerIndex plain = TarBuilder.index(stream, stream, CaptureRules.NONE);
    LayerIndex gzip = TarBuilder.index(stream, TarBuilder.gzip(stream), CaptureRules.NONE);
    LayerIndex zstd = TarBuilder.index(stream, Zstd.compress(stream), CaptureRules.NONE);

    assertThat(plain.compression()).isEqualTo(Compression.NONE);
    assertThat(gzip.compression()).isEqualTo(Compression.GZIP);
    assertThat(zstd.compression()).isEqualTo(Compression.ZSTD);
    for (LayerIndex index : List.of(plain, gzip, zstd)) {
      assertThat(index.streamBytes()).isEqualTo(stream.length);
      assertThat(index.entries().stream().map(FileEntry::sizeBytes))
          .containsExactly(0L, 300_000L, 300_000L, 0L);
      assertThat(index.diffId()).isEqualTo(plain.diffId());
    }
  }

  @Test
  void aFilesCompressedBytesAreItsShareOfTheBlob() {
    byte[] stream = someStream();
    for (byte[] blob : List.of(TarBuilder.gzip(stream), Zstd.compress(stream))) {
      LayerIndex index = TarBuilder.index(stream, blob, CaptureRules.NONE);

      assertThat(index.blobBytes()).isEqualTo(blob.length);
      assertThat(index.entries().get(1).compressedBytes()).isBetween(290_000L, 305_000L);
      assertThat(index.entries().get(2).compressedBytes()).isBetween(0L, 40_000L);
    }
  }

  @Property(tries = 200)
  void theBooksBalanceForEveryLayer(
      @ForAll @Size(max = 20) List<@IntRange(max = 5000) Integer> sizes, @ForAll boolean gzip) {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < sizes.size(); i++) {
      tar.file("f" + i, noise(sizes.get(i)), 0644);
    }
    byte[] stream = tar.toBytes();
    byte[] blob = gzip ? TarBuilder.gzip(stream) : Zstd.compress(stream);

    LayerIndex index = TarBuilder.index(stream, blob, CaptureRules.NONE);

    // LayerIndex itself refuses books that do not balance
    assertThat(index.entries().stream().map(FileEntry::sizeBytes))
        .isEqualTo(sizes.stream().map(Integer::longValue).toList());
    assertThat(index.overheadBytes()).isNotNegative();
    assertThat(index.overheadCompressedBytes()).isNotNegative();
  }

  @Test
  void gzipOfSeveralMembersAndPaddingIsOneStream() {
    byte[] stream = someStream();
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    blob.writeBytes(TarBuilder.gzip(Arrays.copyOf(stream, 100_000)));
    blob.writeBytes(TarBuilder.gzip(Arrays.copyOfRange(stream, 100_000, stream.length)));
    blob.writeBytes(new byte[1000]);

    LayerIndex index = TarBuilder.index(stream, blob.toByteArray(), CaptureRules.NONE);

    assertThat(index.entries()).hasSize(4);
  }

  @Test
  void longNamesOfBothKindsAreRead() {
    String longName = "a/".repeat(150) + "file";

    assertThat(new TarBuilder().file(longName, "x").index().entries().get(0).path())
        .isEqualTo("/" + longName);
    assertThat(new TarBuilder().gnuLongNames().file(longName, "x").index().entries().get(0).path())
        .isEqualTo("/" + longName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparse-gnu.tar", "sparse-pax.tar"})
  void ofASparseFileTheStreamHoldsOnlyWhatIsNoHole(String fixture) throws IOException {
    byte[] stream;
    try (InputStream in =
        Objects.requireNonNull(LayerIndexerTest.class.getResourceAsStream(fixture))) {
      stream = in.readAllBytes();
    }

    LayerIndex index = TarBuilder.index(stream, TarBuilder.gzip(stream), CaptureRules.NONE);

    assertThat(index.streamBytes()).isEqualTo(stream.length);
    assertThat(index.entries())
        .extracting(FileEntry::path, FileEntry::type)
        .containsExactly(tuple("/holes", FileType.REGULAR), tuple("/after", FileType.REGULAR));
    assertThat(index.entries().get(0).sizeBytes()).isLessThan(16_384);
    assertThat(index.entries().get(1).sizeBytes()).isEqualTo("after".length());
  }

  @Test
  void globalHeadersOfPaxAreNoEntries() {
    TarArchiveEntry global =
        new TarArchiveEntry("pax_global_header", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER);
    byte[] record = "24 comment=a git commit\n".getBytes(StandardCharsets.US_ASCII);
    global.setSize(record.length);
    byte[] header = new byte[1024];
    global.writeEntryHeader(header);
    System.arraycopy(record, 0, header, 512, record.length);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(header);
    stream.writeBytes(new TarBuilder().file("a", "1").toBytes());

    LayerIndex index =
        TarBuilder.index(stream.toByteArray(), stream.toByteArray(), CaptureRules.NONE);

    assertThat(index.entries()).hasSize(1);
    assertThat(index.entries().get(0).path()).isEqualTo("/a");
  }

  @Test
  void filesThatTheRulesNameAreKept() {
    CaptureRules rules =
        new CaptureRules(
            List.of(new CaptureRules.Keep(PathPattern.of("/etc/*"), 4)), List.of(), "test");
    LayerIndex index =
        new TarBuilder().file("etc/a", "abcd").file("etc/b", "abcde").file("c", "x").index(rules);

    assertThat(index.entries().get(0).content()).contains(Content.of("abcd"));
    assertThat(index.entries().get(1).content()).isEmpty();
    assertThat(index.entries().get(2).content()).isEmpty();
  }

  @Test
  void aProbeFindsWhatLiesAcrossTheBordersOfItsChunks() {
    CaptureRules rules =
        new CaptureRules(
            List.of(),
            List.of(
                new CaptureRules.Probe(
                    "make",
                    PathPattern.of("/bin/*"),
                    CaptureRules.Files.ANY,
                    "GNU Make ([0-9.]+)\0")),
            "test");
    byte[] content = new byte[200_000];
    byte[] text = "GNU Make 4.3\0".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, content, 64 * 1024 - 6, text.length);

    LayerIndex index =
        new TarBuilder().file("bin/m", content, 0755).file("bin/n", "GNU Make").index(rules);

    assertThat(index.entries().get(0).marks()).containsEntry("make", "4.3");
    assertThat(index.entries().get(1).marks()).isEmpty();
  }

  @Test
  void contentsAreToldApartByDigestsThatOnlyOneSeedGives() {
    CaptureRules rules = digesting(1);
    byte[] content = new byte[200_000];
    byte[] other = content.clone();
    other[150_000] = 1;

    List<FileEntry> entries =
        new TarBuilder()
            .file("a", content, 0644)
            .file("b", other, 0644)
            .file("again/a", content, 0644)
            .index(rules)
            .entries();
    FileEntry elsewhere = new TarBuilder().file("a", content, 0644).index(rules).entries().get(0);
    FileEntry seeded =
        new TarBuilder().file("a", content, 0644).index(digesting(2)).entries().get(0);

    assertThat(entries.get(0).digest()).isPresent().isEqualTo(entries.get(2).digest());
    assertThat(entries.get(0).digest()).isEqualTo(elsewhere.digest());
    assertThat(entries.get(0).digest()).isNotEqualTo(entries.get(1).digest());
    assertThat(entries.get(0).digest()).isNotEqualTo(seeded.digest());
  }

  private static CaptureRules digesting(long seed) {
    return new CaptureRules(List.of(), List.of(), 0, false, 512, seed, "digesting");
  }

  @Test
  void aBlobWithAnotherDigestIsAFailureAndNotData() {
    byte[] stream = someStream();
    byte[] other = new TarBuilder().file("a", "1").toBytes();
    Layer promised = TarBuilder.layer(stream, stream);
    Layer anyLength =
        new Layer(promised.digest(), promised.diffId(), promised.mediaType(), OptionalLong.empty());

    assertThat(failure(anyLength, other).reason()).isEqualTo(FailureReason.DIGEST_MISMATCH);
  }

  @Test
  void aStreamWithAnotherDiffIdIsAFailure() {
    byte[] stream = someStream();
    Layer layer =
        new Layer(
            Optional.of(Digest.sha256Of(stream)),
            new DiffId(Digest.sha256Of(new byte[1])),
            "",
            OptionalLong.empty());

    ImageException failure = failure(layer, stream);

    assertThat(failure.reason()).isEqualTo(FailureReason.DIGEST_MISMATCH);
    assertThat(failure).hasMessageContaining("diff ID");
  }

  @Test
  void aShorterBlobIsTruncated() {
    byte[] stream = someStream();
    byte[] blob = TarBuilder.gzip(stream);

    assertThat(failure(TarBuilder.layer(stream, blob), Arrays.copyOf(blob, 1000)).reason())
        .isEqualTo(FailureReason.TRUNCATED);
  }

  @Test
  void aBlobThatWasMadeCorruptIsCorrupt() {
    byte[] stream = someStream();
    byte[] gzip = TarBuilder.gzip(stream);
    byte[] half = Arrays.copyOf(gzip, gzip.length / 2);
    byte[] flipped = gzip.clone();
    Arrays.fill(flipped, 12, 40, (byte) 0xff);
    byte[] zstd = Arrays.copyOf(Zstd.compress(stream), 1000);
    byte[] tar = stream.clone();
    tar[1024 + 10] ^= 1; // in the entry's header, behind its PAX header

    assertThat(failure(TarBuilder.layer(stream, half), half).reason())
        .isEqualTo(FailureReason.CORRUPT_COMPRESSION);
    assertThat(failure(TarBuilder.layer(stream, flipped), flipped).reason())
        .isEqualTo(FailureReason.CORRUPT_COMPRESSION);
    assertThat(failure(TarBuilder.layer(stream, zstd), zstd).reason())
        .isEqualTo(FailureReason.CORRUPT_COMPRESSION);
    assertThat(failure(TarBuilder.layer(tar, tar), tar).reason())
        .isEqualTo(FailureReason.CORRUPT_TAR);
    byte[] text =
        "no tar at all, but a text of some length".repeat(40).getBytes(StandardCharsets.UTF_8);
    assertThat(failure(TarBuilder.layer(text, text), text).reason())
        .isEqualTo(FailureReason.CORRUPT_TAR);
  }

  @Test
  void namesThatLeadOutOfTheRootAreRefused() {
    byte[] stream = new TarBuilder().file("../../etc/cron.d/x", "1").toBytes();

    assertThat(failure(TarBuilder.layer(stream, stream), stream).reason())
        .isEqualTo(FailureReason.UNSAFE_PATH);
  }

  @Test
  void anEmptyBlobIsAnEmptyLayer() {
    LayerIndex index = TarBuilder.index(new byte[0], new byte[0], CaptureRules.NONE);

    assertThat(index.entries()).isEmpty();
    assertThat(index.streamBytes()).isZero();
  }

  @Test
  void aHeaderThatAnnouncesAnEndlessNameIsRefused() {
    TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    byte[] endless = new byte[6 << 20];
    Arrays.fill(endless, (byte) 'a');
    name.setSize(endless.length);
    byte[] stream = new TarBuilder().put(name, endless).file("a", "1").toBytes();

    assertThat(failure(TarBuilder.layer(stream, stream), stream).reason())
        .isEqualTo(FailureReason.LIMIT_EXCEEDED);
  }

  @Test
  void elfFactsAreReadInTheSamePass() throws Exception {
    byte[] program = Files.readAllBytes(Path.of("/bin/ls"));
    ElfFacts facts =
        new TarBuilder().file("bin/ls", program, 0755).index().entries().get(0).elf().orElseThrow();

    assertThat(facts.needed()).contains("libc.so.6");
    assertThat(facts.interpreter()).isPresent();
    assertThat(facts.kind()).isIn(ElfFacts.Kind.SHARED_OBJECT, ElfFacts.Kind.EXECUTABLE);
  }
}
