package dev.imageaudit.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.estimate.LargeImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closure, books, projections and verdict of one image of 100,000 files, from its indexes. */
class EstimateBenchmark {
  private static final int FILES = 100_000;
  private static final int REPETITIONS = Integer.getInteger("benchmark.repetitions", 5);

  @Test
  void oneImageOfManyFiles() throws Exception {
    LargeImage image = LargeImage.of(FILES);
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      image.estimate(); // what the JVM compiles, it compiles now
    }
    List<Timing> timings = new ArrayList<>();
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      timings.add(Timing.ofCall(image::estimate));
    }

    Timing median = Timing.median(timings);
    String table =
        BenchmarkDocument.machine()
            + " %d runs.%n%n".formatted(REPETITIONS)
            + BenchmarkDocument.row("files", "median, s", "fastest, s", "CPU, s")
            + "| ---: | ---: | ---: | ---: |\n"
            + BenchmarkDocument.row(
                FILES,
                median.wallSeconds(),
                Timing.leastWallSeconds(timings),
                Timing.medianCpuSeconds(timings));
    System.out.println(table);
    BenchmarkDocument.replace("estimate", table);
    assertThat(median.wallSeconds()).isLessThan(1);
  }
}
