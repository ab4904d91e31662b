package dev.imageaudit.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that grows: images done, bytes read, rate, time left. */
final class BarProgress extends Progress {
  private static final int INTERVAL_MILLIS = 250;

  private final ProgressBar bar;
  private final ScheduledExecutorService clock;

  BarProgress(Terminal terminal) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("audit")
            .setInitialMax(-1)
            .setUnit(" images", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .continuousUpdate() // the bytes grow while no image is done
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1))
            .build();
    this.clock = Executors.newSingleThreadScheduledExecutor(BarProgress::daemon);
    var unused = clock.scheduleAtFixedRate(this::update, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private void update() {
    if (total() > 0) {
      bar.maxHint(total());
    }
    bar.stepTo(done());
    bar.setExtraMessage(" " + activity());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    bar.close();
  }
}
