package dev.imageaudit.benchmark;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.benchmark.SampleLayout.SampleLayer;
import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.packages.PackageDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One layer indexed with all that the audit asks of it, and with hardly anything. */
class FactsBenchmark {
  private static final long STREAM_BYTES = 700_000_000L;
  private static final int REPETITIONS = Integer.getInteger("benchmark.repetitions", 7);
  private static final String BARE = "neither probes, manifests, jars nor digests";
  private static final CaptureRules ALL =
      AuditRules.captureRules(KnowledgeBase.load(), SecretScanner.load());

  private static Map<String, CaptureRules> contestants() {
    Map<String, CaptureRules> contestants = new LinkedHashMap<>();
    contestants.put(BARE, bare());
    contestants.put(
        "all but the contents' digests",
        new CaptureRules(ALL.keep(), ALL.probes(), true, Long.MAX_VALUE, "undigested"));
    contestants.put("all", ALL);
    return contestants;
  }

  /** The distribution's package databases, and the scripts that an entry point may be. */
  private static CaptureRules bare() {
    List<CaptureRules.Keep> keeps = new ArrayList<>(PackageDatabases.distributionKeeps());
    keeps.addAll(ClosureCapture.keeps());
    return new CaptureRules(keeps, List.of(), false, Long.MAX_VALUE, "bare");
  }

  @Test
  void whatTheFactsOfALayerCost() throws Exception {
    SampleLayout layout =
        SampleLayout.of(
            Path.of("target/benchmark/facts"),
            empty -> List.of(empty.addImage("facts", List.of(addLayer(empty)))));
    SampleLayer sample = layout.images().get(0).layers().get(0);
    Path blob = layout.blob(sample.digest());
    Map<String, CaptureRules> contestants = contestants();
    for (CaptureRules rules : contestants.values()) {
      index(blob, sample, rules); // what the JVM compiles, it compiles now
    }
    LayerIndex index = index(blob, sample, ALL);
    double loadBefore = load();
    Map<String, List<Timing>> timings = new LinkedHashMap<>();
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      for (Map.Entry<String, CaptureRules> contestant : contestants.entrySet()) {
        timings
            .computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
            .add(Timing.ofCall(() -> index(blob, sample, contestant.getValue())));
      }
    }
    String table =
        BenchmarkDocument.machine()
            + about(index)
            + " %d alternating runs of each; load average %.1f before and %.1f after.%n%n"
                .formatted(REPETITIONS, loadBefore, load())
            + table(timings);
    System.out.println(table);
    BenchmarkDocument.replace("facts", table);
  }

  private static SampleLayer addLayer(SampleLayout layout) throws IOException {
    Path jars = Path.of(System.getProperty("user.home"), ".m2", "repository");
    List<Path> roots = Files.isDirectory(jars) ? List.of(jars, Path.of("/usr")) : List.of();
    return layout.addLayer(
        roots.isEmpty() ? new SampleTree() : new SampleTree(roots), STREAM_BYTES);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static LayerIndex index(Path blob, SampleLayer sample, CaptureRules rules)
      throws IOException, ImageException {
    Layer layer =
        new Layer(
            Optional.of(Digest.parse(sample.digest())),
            new DiffId(Digest.parse(sample.diffId())),
            "application/vnd.oci.image.layer.v1.tar+gzip",
            OptionalLong.of(sample.blobBytes()));
    try (InputStream in = Files.newInputStream(blob);
        LayerIndexer indexer = new LayerIndexer(rules, bytes -> {})) {
      return indexer.index(layer, in);
    }
  }

  private static String about(LayerIndex index) {
    return " The layer: %,d bytes, %,d with gzip; %,d entries, %,d of them ELF files, %,d jars."
        .formatted(
            index.streamBytes(),
            index.blobBytes(),
            index.entries().size(),
            index.entries().stream().filter(e -> e.elf().isPresent()).count(),
            index.entries().stream().filter(e -> e.jar().isPresent()).count());
  }

  private static String table(Map<String, List<Timing>> timings) {
    List<Timing> bare = timings.getOrDefault(BARE, List.of());
    StringBuilder table = new StringBuilder();
    table.append(
        BenchmarkDocument.row(
            "what is captured", "median, s", "fastest, s", "slower by", "CPU, s", "more CPU"));
    table.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    timings.forEach(
        (name, runs) ->
            table.append(
                BenchmarkDocument.row(
                    name,
                    Timing.median(runs).wallSeconds(),
                    Timing.leastWallSeconds(runs),
                    percent(Timing.median(runs).wallSeconds(), Timing.median(bare).wallSeconds()),
                    Timing.medianCpuSeconds(runs),
                    percent(Timing.medianCpuSeconds(runs), Timing.medianCpuSeconds(bare)))));
    return table.toString();
  }

  private static String percent(double one, double other) {
    return "%.1f %%".formatted(100 * (one / other - 1));
  }
}
