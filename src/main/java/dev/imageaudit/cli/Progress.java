package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.ByteText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a run is; counted by the run's threads, shown by one of its own. */
abstract class Progress implements FleetEvents, AutoCloseable {
  private final long startedNanos = System.nanoTime();
  private final AtomicInteger resolved = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong readBytes = new AtomicLong();
  private volatile int total;

  /** What {@code verbosity} asks for. */
  static Progress of(AuditOptions.Verbosity verbosity, Terminal terminal) {
    return switch (verbosity) {
      case QUIET, SUMMARY -> new Silent();
      case VERBOSE -> new OutcomeLines(terminal.err());
      case PROGRESS ->
          terminal.isInteractive() ? new BarProgress(terminal) : new LineProgress(terminal.err());
    };
  }

  @Override
  public void imageResolved() {
    resolved.incrementAndGet();
  }

  @Override
  public void fleetExpanded(int images) {
    total = done.get() + images;
  }

  @Override
  public void bytesRead(long bytes) {
    readBytes.addAndGet(bytes);
  }

  @Override
  public void imageDone(AuditOutcome outcome) {
    done.incrementAndGet();
  }

  /** Images with an outcome. */
  final int done() {
    return done.get();
  }

  /** Images of the fleet; zero as long as that is not known. */
  final int total() {
    return total;
  }

  final Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Such as {@code 1.2 GB read, 85 MB/s}, or how many images are found so far. */
  final String activity() {
    if (total == 0) {
      return resolved.get() + " found";
    }
    long bytes = readBytes.get();
    double seconds = Math.max(0.001, elapsed().toNanos() / 1e9);
    return ByteText.of(bytes) + " read, " + ByteText.of((long) (bytes / seconds)) + "/s";
  }

  @Override
  public abstract void close();

  /** Shows nothing. */
  private static final class Silent extends Progress {
    @Override
    public void close() {}
  }

  /** A line for each image as it is done. */
  private static final class OutcomeLines extends Progress {
    private final PrintStream err;

    OutcomeLines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void imageDone(AuditOutcome outcome) {
      super.imageDone(outcome);
      String what =
          outcome instanceof ImageAudit image
              ? image.verdict().code().code() + ": " + image.verdict().summary()
              : Complaints.reason(outcome);
      err.println(Terminal.printable(outcome.reference() + ": " + what));
    }

    @Override
    public void close() {}
  }
}
