package dev.imageaudit.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How long something took.
 *
 * @param wallSeconds by the clock, which other work on the machine delays
 * @param cpuSeconds user and system time of all its threads and processes
 */
record Timing(double wallSeconds, double cpuSeconds) {

  /** Of a Bash command line, all processes of a pipeline together. */
  static Timing ofShell(String commandLine) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "set -o pipefail; TIMEFORMAT='%R %U %S'; { time { "
                    + commandLine
                    + "; } 2>&3; } 3>&2 2>&1 >/dev/null")
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectError(Redirect.INHERIT)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (bash.waitFor() != 0) {
      throw new IOException(commandLine + " failed: " + output);
    }
    String[] seconds = output.strip().split(" ", -1);
    return new Timing(
        Double.parseDouble(seconds[0]),
        Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
  }

  /** Of a call in this process. */
  static Timing ofCall(Callable<?> call) throws Exception {
    long wall = System.nanoTime();
    long cpu = processCpuNanos();
    call.call();
    return new Timing((System.nanoTime() - wall) / 1e9, (processCpuNanos() - cpu) / 1e9);
  }

  private static long processCpuNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("this system tells no CPU time"))
        .toNanos();
  }

  /** The one in the middle by the clock. */
  static Timing median(List<Timing> timings) {
    return timings.stream()
        .sorted(Comparator.comparingDouble(Timing::wallSeconds))
        .toList()
        .get(timings.size() / 2);
  }

  /** The CPU time of the one in the middle by that. */
  static double medianCpuSeconds(List<Timing> timings) {
    return timings.stream()
        .mapToDouble(Timing::cpuSeconds)
        .sorted()
        .skip(timings.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  static double leastWallSeconds(List<Timing> timings) {
    return timings.stream().mapToDouble(Timing::wallSeconds).min().orElseThrow();
  }

  static double leastCpuSeconds(List<Timing> timings) {
    return timings.stream().mapToDouble(Timing::cpuSeconds).min().orElseThrow();
  }
}
