package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** {@link Inflater} is the measure. */
class DeflateDecoderTest {

  /** Something that is partly like text, partly repeated, partly noise. */
  private static byte[] content(Random random, int length) {
    byte[] content = new byte[length];
    for (int at = 0; at < length; ) {
      int run = Math.min(length - at, 1 + random.nextInt(1 + random.nextInt(2000)));
      int kind = random.nextInt(4);
      for (int i = at; i < at + run; i++) {
        content[i] =
            switch (kind) {
              case 0 -> (byte) random.nextInt();
              case 1 -> (byte) ('a' + random.nextInt(1 + random.nextInt(20)));
              case 2 -> (byte) kind;
              default -> i < 40_000 ? 0 : content[i - 1 - at % 40_000 % 33_000];
            };
      }
      at += run;
    }
    return content;
  }

  private static byte[] deflate(byte[] content, int level, int strategy, Random random) {
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    int parts = 1 + random.nextInt(3);
    for (int part = 0; part < parts; part++) {
      int from = content.length * part / parts;
      deflater.setInput(content, from, content.length * (part + 1) / parts - from);
      for (int count = 1; count > 0 || !deflater.needsInput(); ) {
        count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflated.write(buffer, 0, count);
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflated.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return deflated.toByteArray();
  }

  /** What the data stand for, read {@code step} bytes at a time; empty where they are corrupt. */
  private static Optional<Content> decode(byte[] deflated, int step) throws IOException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    try (ReadAhead blob = readAhead(deflated)) {
      BitInput input = new BitInput(blob, blob.next());
      DeflateDecoder decoder = new DeflateDecoder(input);
      byte[] buffer = new byte[step];
      for (int count = 1; count > 0; ) {
        count = decoder.read(buffer, 0, step);
        decoded.write(buffer, 0, count);
        assertThat(input.position()).isBetween(0L, (long) deflated.length);
      }
      return Optional.of(Content.of(decoded.toByteArray()));
    } catch (BlobReadException e) {
      return Optional.empty();
    }
  }

  private static ReadAhead readAhead(byte[] bytes) {
    return new ReadAhead(
        new ByteArrayInputStream(bytes),
        Digest.sha256Of(bytes).newComputation(),
        task -> new Thread(task).start(),
        read -> {});
  }

  private static Optional<Content> inflate(byte[] deflated) {
    Inflater inflater = new Inflater(true);
    inflater.setInput(deflated);
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try {
      for (int count = 1; count > 0; ) {
        count = inflater.inflate(buffer);
        inflated.write(buffer, 0, count);
      }
      return inflater.finished()
          ? Optional.of(Content.of(inflated.toByteArray()))
          : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  @Property(tries = 300)
  void whatWasDeflatedComesBackInStepsOfAnyLength(
      @ForAll long seed,
      @ForAll @IntRange(max = 400_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll @IntRange(max = 2) int strategy,
      @ForAll @IntRange(min = 1, max = 70_000) int step)
      throws IOException {
    Random random = new Random(seed);
    byte[] content = content(random, length);

    byte[] deflated = deflate(content, level, strategy, random);

    assertThat(decode(deflated, Math.max(step, length / 1000))).contains(Content.of(content));
  }

  @Property(tries = 300)
  void whatIsTakenOfTheInputDependsOnNothingButWhatWasAskedFor(
      @ForAll long seed, @ForAll @IntRange(max = 9) int level) throws IOException {
    Random random = new Random(seed);
    byte[] content = content(random, 1 + random.nextInt(300_000));
    byte[] deflated = deflate(content, level, 0, random);
    int length = 1 + random.nextInt(content.length);

    assertThat(taken(deflated, length, 1 + random.nextInt(5000)))
        .isEqualTo(taken(deflated, length, length));
  }

  private static long taken(byte[] deflated, int length, int step) throws IOException {
    try (ReadAhead blob = readAhead(deflated)) {
      BitInput input = new BitInput(blob, blob.next());
      DeflateDecoder decoder = new DeflateDecoder(input);
      byte[] buffer = new byte[step];
      for (int done = 0; done < length; ) {
        done += decoder.read(buffer, 0, Math.min(step, length - done));
      }
      return input.position();
    }
  }

  @Property(tries = 3000)
  void corruptDataAreRefusedWhereTheJdkRefusesThem(
      @ForAll long seed, @ForAll @IntRange(max = 9) int level) throws IOException {
    Random random = new Random(seed);
    byte[] deflated = deflate(content(random, random.nextInt(3000)), level, 0, random);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(1 + random.nextInt(deflated.length));
      deflated[at] = (byte) (deflated[at] ^ 1 << random.nextInt(8));
    }
    int lost = random.nextInt(2) * random.nextInt(9);
    byte[] cut = Arrays.copyOf(deflated, Math.max(0, deflated.length - lost));

    assertThat(decode(cut, 1000)).isEqualTo(inflate(cut));
  }

  @Property(tries = 3000)
  void noiseIsRefusedWhereTheJdkRefusesIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) throws IOException {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);

    assertThat(decode(noise, 1000)).isEqualTo(inflate(noise));
  }

  @Test
  void noBitIsTakenThatStandsForWhatWasNotAskedFor() throws IOException {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    byte[] stored = deflate(content, 0, 0, new Random(0));
    try (ReadAhead blob = readAhead(stored)) {
      BitInput input = new BitInput(blob, blob.next());

      int count = new DeflateDecoder(input).read(new byte[1000], 0, 1000);

      assertThat(count).isEqualTo(1000);
      assertThat(input.position()).isEqualTo(5 + 1000);
    }
  }

  @Test
  void aMatchMayNotReachBackIntoTheMemberBefore() throws IOException {
    byte[] member = TarBuilder.gzip("0123456789".repeat(9).getBytes(StandardCharsets.US_ASCII));
    // fixed codes: a match of three bytes at a distance of one, the block's end
    byte[] reachingBack =
        HexFormat.of().parseHex("1f8b08000000000000ff030200" + "0000000003000000");
    byte[] both = Arrays.copyOf(member, member.length + reachingBack.length);
    System.arraycopy(reachingBack, 0, both, member.length, reachingBack.length);

    try (ReadAhead blob = readAhead(both);
        Decompressor stream = Decompressor.open(blob)) {
      assertThat(stream.readNBytes(90)).hasSize(90);
      assertThatExceptionOfType(BlobReadException.class).isThrownBy(stream::read);
    }
  }
}
