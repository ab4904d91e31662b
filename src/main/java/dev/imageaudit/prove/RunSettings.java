package dev.imageaudit.prove;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How images are run.
 *
 * @param command what is run in place of the entry point; empty for the entry point
 * @param probe what is asked of them while they run
 * @param isReadOnly whether they cannot write but to {@code /tmp}
 * @param timeout after which each is stopped
 * @param memoryBytes what each may use
 * @param cpus what each may use, in processors
 * @param ignored lines of output that are not compared
 */
public record RunSettings(
    Optional<List<String>> command,
    Optional<Probe> probe,
    boolean isReadOnly,
    Duration timeout,
    long memoryBytes,
    double cpus,
    List<Pattern> ignored) {
  public RunSettings {
    command = command.map(List::copyOf);
    ignored = List.copyOf(ignored);
  }
}
