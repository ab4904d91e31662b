package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeWorkbookTest {
  private static final int IMAGES = Integer.getInteger("workbook.images", 1_000);
  private static final int FINDINGS = 20;

  @TempDir Path directory;

  @Test
  void aLargeFleetIsWrittenWithinTheHeap() throws IOException {
    Path file = directory.resolve("audit.xlsx");
    long started = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(file)) {
      WorkbookReport.create().write(FakeShop.fleet(IMAGES, FINDINGS), out);
    }
    System.out.println(
        (System.nanoTime() - started) / 1_000_000 + " ms, " + Files.size(file) + " B");
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        System.out.println(
            pool.getName() + " " + pool.getPeakUsage() + " " + pool.getCollectionUsage());
        peak += pool.getPeakUsage().getUsed();
      }
    }
    System.out.println("peak " + peak / 1_000_000 + " MB");
    assertThat(Files.size(file)).isPositive();
  }
}
