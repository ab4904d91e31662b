package dev.imageaudit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.report.ByteText;
import dev.imageaudit.report.RunHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** How the fleet changes from run to run: {@code --history}. */
final class Trend {
  private static final int MAX_RUNS = 100;

  private Trend() {}

  static Option option() {
    return OptionKind.value(
        "history", "DIR", "keep the run's figures there, and say how they changed since the last");
  }

  /** The history that the run joins; empty without {@code --history}. */
  static Optional<RunHistory> history(CommandLine line) throws UsageException, IOException {
    String directory = line.getOptionValue("history");
    if (directory == null) {
      return Optional.empty();
    }
    Path path = OptionValues.path("history", directory);
    return Optional.of(RunHistory.in(path));
  }

  /** The runs that are kept so far, the oldest first, at most as many as a chart can bear. */
  static List<RunHistory.Figures> before(Optional<RunHistory> history) throws IOException {
    return history.isEmpty()
        ? List.of()
        : history.get().figuresBefore(Clock.systemUTC().instant(), MAX_RUNS);
  }

  /** Keeps {@code fleet} and says how it changed since the last run, in a line. */
  static Optional<String> record(Optional<RunHistory> history, FleetAudit fleet)
      throws IOException {
    if (history.isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> last = history.get().lastBefore(fleet.run().started());
    history.get().add(fleet);
    return Optional.of(
        last.map(entry -> since(entry, fleet.totals())).orElse("the first run that is kept"));
  }

  private static String since(JsonNode last, FleetTotals now) {
    JsonNode then = last.path("fleet");
    String day = last.path("run").path("started").asText().replaceFirst("T.*", "");
    return Terminal.printable(
        "since %s: %s to pull, %s that a refactor saves, %s to refactor"
            .formatted(
                day,
                ByteText.change(now.compressedBytes() - then.path("compressedBytes").asLong()),
                ByteText.change(
                    now.savedCompressedBytes() - then.path("savedCompressedBytes").asLong()),
                images(now.candidates() - then.path("candidates").asInt())));
  }

  private static String images(int change) {
    return "%+d %s".formatted(change, Math.abs(change) == 1 ? "image" : "images");
  }
}
