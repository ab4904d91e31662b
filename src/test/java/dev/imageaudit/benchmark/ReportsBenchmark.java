package dev.imageaudit.benchmark;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.audit.FleetRun;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.KnownBases;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.report.EveryReport;
import dev.imageaudit.report.FakeShop;
import dev.imageaudit.report.ReportFiles;
import dev.imageaudit.report.ReportFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each format of a large fleet, from a run's own files on disk, in the heap of the build. */
class ReportsBenchmark {
  private static final int IMAGES = Integer.getInteger("benchmark.images", 10_000);
  private static final int FINDINGS = 20;
  private static final String FORMATS = System.getProperty("benchmark.formats", "");
  private static final Path DIRECTORY = Path.of("target/benchmark/reports");

  @Test
  void everyFormatOfALargeFleet() throws IOException {
    StringBuilder tables = new StringBuilder(BenchmarkDocument.machine());
    tables.append(
        " %d images, %d findings, %d packages; a heap of %d MB.%n%n"
            .formatted(
                IMAGES,
                IMAGES * FINDINGS,
                IMAGES * FINDINGS * 5,
                Runtime.getRuntime().maxMemory() >> 20));
    tables.append(
        BenchmarkDocument.row("format", "s", "CPU, s", "files", "MB", "bytes per finding"));
    tables.append("| --- |" + " ---: |".repeat(5) + "\n");
    try (FleetAudit fleet = spooled()) {
      for (ReportFormat format : ReportFormat.values()) {
        if (FORMATS.isEmpty() || List.of(FORMATS.split(",")).contains(format.code())) {
          tables.append(measured(format, fleet));
        }
      }
    }
    System.out.println(tables);
    BenchmarkDocument.replace("reports", tables.toString());
  }

  private static String measured(ReportFormat format, FleetAudit fleet) throws IOException {
    Path directory = DIRECTORY.resolve(format.code());
    ReportFiles files = ReportFiles.in(directory);
    long cpu = cpuNanos();
    long start = System.nanoTime();
    files.write(fleet, List.of(EveryReport.of(format)));
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    long bytes = 0;
    int count = 0;
    try (Stream<Path> written = Files.walk(directory)) {
      for (Path file : written.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
        count++;
      }
    }
    return BenchmarkDocument.row(
        "`" + format.code() + "`",
        seconds,
        cpuSeconds,
        count,
        bytes / 1e6,
        (double) bytes / (IMAGES * FINDINGS));
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** A run that has nothing to read: its outcomes are given to it, and lie on disk as any run's. */
  private static FleetAudit spooled() throws IOException {
    FakeFleet shop = FakeShop.fleet(IMAGES, FINDINGS);
    KnowledgeBase knowledge = KnowledgeBase.load();
    SecretScanner secrets = SecretScanner.load();
    return new FleetRun(
            new NoImages(),
            new ImageAuditor(new Detector(knowledge), secrets, BaseImages.none()),
            new FleetRun.Settings(
                1,
                PlatformSelector.parse("linux/amd64"),
                AuditRules.captureRules(knowledge, secrets),
                KnownBases.NONE,
                shop.tool()),
            FleetEvents.NONE,
            Clock.systemUTC())
        .run(
            List.of(),
            new AbstractCollection<AuditOutcome>() {
              @Override
              public Iterator<AuditOutcome> iterator() {
                return shop.outcomes().iterator();
              }

              @Override
              public int size() {
                return IMAGES;
              }
            });
  }

  private static final class NoImages implements ImageSource {
    @Override
    public List<FoundImage> find(ImageName name, PlatformSelector platforms) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
