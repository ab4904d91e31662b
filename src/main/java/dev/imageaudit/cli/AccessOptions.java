package dev.imageaudit.cli;

import java.time.Duration;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** What the command line says of how registries are reached. */
final class AccessOptions {
  private static final int CONNECTIONS = 4;
  private static final int TIMEOUT_SECONDS = 30;

  private AccessOptions() {}

  /** How much is asked of a registry, and how long it may take. */
  static Options pace() {
    return new Options()
        .addOption(
            OptionKind.number(
                "connections", "N", "requests to one registry at a time (default: 4)"))
        .addOption(
            OptionKind.number(
                "timeout", "SECONDS", "how long a registry may be silent (default: 30)"));
  }

  /** Which registries are believed to be what they say. */
  static Options trust() {
    return new Options()
        .addOption(
            OptionKind.value("ca", "FILE", "certificates (PEM) to trust beside the platform's own"))
        .addOption(
            OptionKind.list(
                "insecure",
                "HOST[:PORT]",
                "speak plain HTTP, or accept any certificate, with this registry"));
  }

  /**
   * Reads the options of {@link #trust} and {@link #pace}.
   *
   * @throws UsageException where a value is not what its option takes
   */
  static Sources.Access of(CommandLine line) throws UsageException {
    return access(
        line,
        OptionValues.positive(line, "connections", CONNECTIONS),
        OptionValues.positive(line, "timeout", TIMEOUT_SECONDS));
  }

  /**
   * Reads the options of {@link #trust} alone.
   *
   * @throws UsageException where a value is not what its option takes
   */
  static Sources.Access ofTrust(CommandLine line) throws UsageException {
    return access(line, CONNECTIONS, TIMEOUT_SECONDS);
  }

  private static Sources.Access access(CommandLine line, int connections, int timeoutSeconds)
      throws UsageException {
    return new Sources.Access(
        OptionValues.file(line, "ca"),
        Set.copyOf(OptionValues.values(line, "insecure")),
        connections,
        Duration.ofSeconds(timeoutSeconds));
  }
}
