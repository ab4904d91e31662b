package dev.imageaudit.cli;

import dev.imageaudit.estimate.Tariff;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** What the command line says of time and money. */
final class TariffOptions {
  private TariffOptions() {}

  static Options options() {
    return new Options()
        .addOption(
            OptionKind.value(
                "bandwidth", "RATE", "of the network, for pull times: 1Gbit, 100Mbit (default)"))
        .addOption(
            OptionKind.value(
                "price-storage", "PRICE", "of a GB in the registry for a month, such as 0.10"))
        .addOption(
            OptionKind.value("price-transfer", "PRICE", "of a GB that is pulled, such as 0.09"));
  }

  static Tariff of(CommandLine line) throws UsageException {
    return new Tariff(
        OptionValues.parse(line, "bandwidth", "100Mbit", Tariff::bandwidth),
        price(line, "price-storage"),
        price(line, "price-transfer"));
  }

  private static Optional<BigDecimal> price(CommandLine line, String option) throws UsageException {
    return line.hasOption(option)
        ? Optional.of(OptionValues.parse(line, option, "", Tariff::price))
        : Optional.empty();
  }
}
