package dev.imageaudit.cli;

import dev.imageaudit.report.Gate;
import dev.imageaudit.report.RecordedAudit;
import dev.imageaudit.report.RecordedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** What the command line says of the gate. */
final class GateOptions {
  private GateOptions() {}

  static Options options() {
    return new Options()
        .addOption(
            OptionKind.value(
                "policy", "FILE", "limits that the images must keep to, see docs/gate.md"))
        .addOption(
            OptionKind.value(
                "baseline",
                "FILE",
                "an earlier audit.json, or its directory: only what is new against it breaks the"
                    + " policy"));
  }

  /**
   * The gate that the images have to pass; empty without {@code --policy}.
   *
   * @throws UsageException where a file is not what it should be
   */
  static Optional<Gate> gate(CommandLine line) throws UsageException {
    Optional<Path> policy = OptionValues.file(line, "policy");
    if (policy.isEmpty()) {
      if (line.hasOption("baseline")) {
        throw new UsageException("--baseline takes --policy");
      }
      return Optional.empty();
    }
    return Optional.of(new Gate(PolicyFile.read(policy.get()), baseline(line)));
  }

  private static Optional<RecordedFleet> baseline(CommandLine line) throws UsageException {
    Optional<Path> file = OptionValues.file(line, "baseline");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordedFleet.read(RecordedAudit.at(file.get())));
    } catch (IOException e) {
      throw new UsageException("--baseline: " + e.getMessage(), e);
    }
  }
}
