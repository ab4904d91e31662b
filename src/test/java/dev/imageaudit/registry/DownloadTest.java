package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.LayerRead;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadTest extends RegistryFixture {
  private static final String BLOB = "GET .*/blobs/.*";

  private final byte[] tar = new byte[300_000];
  private byte[] blob = {};
  private Image image;

  @BeforeEach
  void storeAnImage() throws Exception {
    new Random(7).nextBytes(tar);
    blob = TarBuilder.gzip(tar);
    registry.image("shop/api", "1", tar);
    image = open("shop/api:1");
  }

  private List<String> ranges() {
    return registry.seen(BLOB).stream()
        .skip(1) // the config
        .map(request -> request.header("range").orElse("whole"))
        .toList();
  }

  @Test
  void aBrokenDownloadGoesOnWhereItBroke() throws Exception {
    registry.script(BLOB, 1, Fault.cutAfter(100_000));

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
    assertThat(ranges()).containsExactly("whole", "bytes=100000-");
  }

  @Test
  void aBrokenDownloadIsBegunAnewWhereTheRegistryKnowsNoRanges() throws Exception {
    registry.script(BLOB, 1, Fault.cutAfter(100_000));
    registry.script(BLOB, 1, Fault.ignoreRange());

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
    assertThat(ranges()).containsExactly("whole", "bytes=100000-");
  }

  @Test
  void aDownloadThatEndsEarlyWithoutALengthGoesOn() throws Exception {
    registry.script(BLOB, 1, Fault.chunked(1_000));

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
    assertThat(ranges()).containsExactly("whole", "bytes=1000-");
  }

  @Test
  void aDownloadThatBreaksTimeAndAgainGoesOnAsLongAsItProceeds() throws Exception {
    registry.script(BLOB, 1, Fault.cutAfter(50_000));
    for (int i = 0; i < 10; i++) {
      registry.script(
          BLOB,
          1,
          (exchange, content) -> {
            int from =
                Integer.parseInt(
                    exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", ""));
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-/*");
            exchange.sendResponseHeaders(206, content.length - from);
            exchange.getResponseBody().write(content, from, 10_000);
            exchange.close();
          });
    }

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
    assertThat(ranges()).hasSize(12);
  }

  @Test
  void aDownloadThatNeverProceedsIsGivenUp() {
    registry.script(BLOB, 1, Fault.cutAfter(100_000));
    registry.script(BLOB, 100, Fault.cutAfter(100_000));

    assertFails(
        FailureReason.CONNECTION_FAILED,
        "after 100000 of " + blob.length + " bytes",
        () -> Layers.read(image, 0));
    assertThat(ranges()).hasSize(1 + RetryPolicy.DEFAULT.retries());
  }

  @Test
  void aBlobThatIsShorterThanItsDescriptorIsTruncated() {
    registry.script(BLOB, 1, Fault.ofLength(1_000));

    assertFails(
        FailureReason.TRUNCATED,
        "has 1000 bytes instead of " + blob.length + " for the layer",
        () -> Layers.read(image, 0));
    assertThat(ranges()).hasSize(1);
  }

  @Test
  void aBlobThatAlwaysEndsEarlyWithoutALengthIsTruncated() {
    registry.script(BLOB, 100, Fault.chunked(1_000));

    assertFails(
        FailureReason.TRUNCATED,
        "ends the blob after 1000 of " + blob.length,
        () -> Layers.read(image, 0));
  }

  @Test
  void aBlobThatIsLongerThanItsDescriptorIsAnother() {
    registry.script(BLOB, 1, Fault.chunked(400_000));

    assertFails(FailureReason.DIGEST_MISMATCH, "sends more than", () -> Layers.read(image, 0));
  }

  @Test
  void aRangeThatWasNotAskedForIsNotGluedOn() {
    registry.script(BLOB, 1, Fault.cutAfter(100_000));
    registry.script(
        BLOB,
        1,
        (exchange, content) -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes 0-5/6");
          FakeAnswers.send(exchange, 206, new byte[6]);
        });

    assertFails(FailureReason.SERVER_ERROR, "another range", () -> Layers.read(image, 0));
  }

  @Test
  void aServerThatIsBusyWhenADownloadGoesOnIsWaitedFor() throws Exception {
    registry.script(BLOB, 1, Fault.cutAfter(100_000));
    registry.script(BLOB, 2, Fault.status(503));

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
  }

  @Test
  void aReaderThatStopsEarlyLeavesTheClientUsable() throws Exception {
    for (int i = 0; i < 10; i++) {
      for (LayerRead read : image.reads(image.layers())) {
        read.deliver((layer, in) -> {});
      }
    }

    assertThat(Layers.read(image, 0)).isEqualTo(blob);
  }
}
