package dev.imageaudit.benchmark;

import dev.imageaudit.integration.Browser;
import dev.imageaudit.report.FakeShop;
import dev.imageaudit.report.PageReport;
import dev.imageaudit.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a browser takes until the page is there, and until one of its images is. */
class PageBenchmark {
  private static final int FINDINGS = 20;
  private static final int RUNS = 5;
  private static final Path DIRECTORY = Path.of("target/benchmark/pages");

  @TempDir Path profile;

  @Test
  void pagesOpen() throws IOException {
    Assumptions.assumeTrue(
        Browser.program().isPresent(), "skipped: this needs Chromium; on Debian, install chromium");
    StringBuilder table = new StringBuilder(BenchmarkDocument.machine());
    try (Browser browser = Browser.start(profile)) {
      table.append(" ").append(browser.version()).append(".\n\n");
      table.append(
          BenchmarkDocument.row(
              "images", "MB of the page", "fleet shown, s", "search, ms", "image shown, ms"));
      table.append("| ---: |" + " ---: |".repeat(4) + "\n");
      for (int images : new int[] {10, 100, 1_000, 10_000}) {
        table.append(measured(browser, images));
      }
    }
    System.out.println(table);
    BenchmarkDocument.replace("pages", table.toString());
  }

  private static String measured(Browser browser, int images) throws IOException {
    Path page =
        ReportFiles.in(DIRECTORY.resolve(String.valueOf(images)))
            .write(FakeShop.fleet(images, FINDINGS), List.of(PageReport.create()))
            .get(0);
    List<Double> opened = new ArrayList<>();
    List<Double> searched = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      browser.open(page.toUri().toString());
      browser.await("document.querySelectorAll('table.images tbody tr').length > 0");
      opened.add((System.nanoTime() - start) / 1e9);
      searched.add(
          browser
              .evaluate(
                  "(() => { const q = document.getElementById('q'); const start = performance.now();"
                      + " q.value = 'api'; q.dispatchEvent(new Event('input'));"
                      + " document.body.offsetHeight; return performance.now() - start; })()")
              .asDouble());
      start = System.nanoTime();
      browser.evaluate("document.querySelector('table.images tbody a').click()");
      browser.await("document.querySelectorAll('.map button').length > 0");
      shown.add((System.nanoTime() - start) / 1e6);
    }
    return BenchmarkDocument.row(
        images, Files.size(page) / 1e6, median(opened), median(searched), median(shown));
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
