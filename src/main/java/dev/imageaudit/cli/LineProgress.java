package dev.imageaudit.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line now and then, for logs. */
final class LineProgress extends Progress {
  private static final long INTERVAL_SECONDS = 15;

  private final PrintStream err;
  private final ScheduledExecutorService clock;

  LineProgress(PrintStream err) {
    this.err = err;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleAtFixedRate(
            this::print, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  private void print() {
    err.println(line(elapsed(), done(), total(), activity()));
  }

  /** Such as {@code 00:01:30 12 of 40 images, 1.2 GB read, 85 MB/s, 00:03:30 left}. */
  static String line(Duration elapsed, int done, int total, String activity) {
    String line = clock(elapsed) + " ";
    if (total == 0) {
      return line + "looking for images, " + activity;
    }
    line += done + " of " + total + " images, " + activity;
    if (done > 0) {
      line += ", " + clock(elapsed.multipliedBy(total - done).dividedBy(done)) + " left";
    }
    return line;
  }

  private static String clock(Duration duration) {
    return "%02d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
