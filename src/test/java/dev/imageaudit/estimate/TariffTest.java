package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TariffTest {
  @ParameterizedTest
  @CsvSource({
    "100Mbit, 100000000",
    "1.5Gbit/s, 1500000000",
    "64 kbit, 64000",
    "1gbit, 1000000000",
    "9600bit, 9600"
  })
  void aBandwidthIsDecimal(String text, long bitsPerSecond) {
    assertThat(Tariff.bandwidth(text)).isEqualTo(bitsPerSecond);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "100", "100MB", "-1Mbit", "0Mbit", "0.1bit", "9999999Gbit"})
  void whatIsNoBandwidthIsSaid(String text) {
    assertThatThrownBy(() -> Tariff.bandwidth(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100Mbit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e9", "0,10", "$1"})
  void whatIsNoPriceIsSaid(String text) {
    assertThatThrownBy(() -> Tariff.price(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moneyIsRoundedToTheHundredth() {
    assertThat(Tariff.cost(new BigDecimal("0.023"), BigInteger.valueOf(1_500_000_000_000L)))
        .isEqualTo(new BigDecimal("34.50"));
  }

  @Test
  void timeIsBitsByBandwidth() {
    assertThat(Tariff.DEFAULT.millis(12_500_000)).isEqualTo(1_000);
  }
}
