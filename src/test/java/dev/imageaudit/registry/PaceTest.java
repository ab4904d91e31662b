package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.BlobReadException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  private void note(int seconds, int bytes) throws BlobReadException {
    pace.note(Duration.ofSeconds(seconds).toNanos(), bytes, "registry.test");
  }

  @Test
  void aServerThatDripsIsGivenUp() throws BlobReadException {
    note(29, 1);
    note(29, 1);

    assertThatThrownBy(() -> note(29, 1))
        .hasMessage("registry.test sent 3 bytes of a blob in 87 seconds: too slow");
  }

  @Test
  void aSlowLineIsNot() {
    assertThatCode(
            () -> {
              for (int i = 0; i < 100; i++) {
                note(20, 30_000);
              }
            })
        .doesNotThrowAnyException();
  }
}
