package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumSavingTest {
  @ParameterizedTest
  @CsvSource({
    "'10%,10MB', 2_000_000, 10_000_000, true",
    "'10%,10MB', 12_000_000, 900_000_000, true",
    "'10%,10MB', 9_000_000, 100_000_000, false",
    "10%, 12_000_000, 900_000_000, false",
    "10MB, 2_000_000, 10_000_000, false",
    "'1.5 %', 2_000_000, 100_000_000, true",
    "1gb, 999_999_999, 1_000_000_000, false",
    "0%, 0, 100, false"
  })
  void eitherIsEnoughAndWhatIsLeftOutDoesNotCount(
      String text, String saved, String today, boolean isReached) {
    MinimumSaving minimum = MinimumSaving.parse(text);

    assertThat(
            minimum.isReached(
                Long.parseLong(saved.replace("_", "")), Long.parseLong(today.replace("_", ""))))
        .isEqualTo(isReached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "ten%", "-5%", "10%,", "10TB"})
  void whatIsNeitherAShareNorBytesIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinimumSaving.parse(text))
        .withMessageContaining("10%,10MB");
  }

  @Test
  void itIsSaidAsItWasMeant() {
    assertThat(MinimumSaving.DEFAULT).hasToString("10 % and 10.0 MB");
    assertThat(MinimumSaving.parse("2.5%")).hasToString("2.5 %");
    assertThat(MinimumSaving.parse("500KB")).hasToString("500 kB");
  }
}
