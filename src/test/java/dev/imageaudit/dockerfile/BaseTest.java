package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseTest {
  private static final String DIGEST = "sha256:" + "a1".repeat(32);

  private static Optional<String> pinned(String name, String claimed, String digest) {
    return new Base(Optional.of(name), 1).pinned(Optional.of(claimed), Optional.of(digest)).name();
  }

  @Test
  void aBaseIsPinnedByTheDigestThatTheImageSaysOfItsVeryName() {
    assertThat(pinned("debian:12", "docker.io/library/debian:12", DIGEST))
        .hasValue("debian:12@" + DIGEST);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:12, debian:13",
    "debian:12, debian",
    "debian:12, 'de bian:12'",
  })
  void theDigestOfAnotherNameIsNotTaken(String name, String claimed) {
    assertThat(pinned(name, claimed, DIGEST)).hasValue(name);
  }

  @Test
  void whatIsNoDigestIsNotTaken() {
    assertThat(pinned("debian:12", "debian:12", "sha256:1\nRUN evil")).hasValue("debian:12");
    assertThat(pinned("debian:12@" + DIGEST, "debian:12", DIGEST)).hasValue("debian:12@" + DIGEST);
  }
}
