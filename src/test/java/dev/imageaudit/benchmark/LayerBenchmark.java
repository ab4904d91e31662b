package dev.imageaudit.benchmark;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.benchmark.SampleLayout.SampleLayer;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.Layer;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** One gzip layer of 1.8 GB, read by us and by {@code gzip} and {@code tar}. */
class LayerBenchmark {
  private static final long STREAM_BYTES = 1_800_000_000L;
  private static final int REPETITIONS = Integer.getInteger("benchmark.repetitions", 5);
  private static final Path DIRECTORY = Path.of("target/benchmark");
  private static final String REFERENCE = "`gzip -dc` piped into `tar -t`";
  private static final CaptureRules RULES =
      AuditRules.captureRules(KnowledgeBase.load(), SecretScanner.load());

  @Test
  void oneLargeLayer() throws Exception {
    SampleLayout layout =
        SampleLayout.of(
            DIRECTORY.resolve("layer"),
            empty ->
                List.of(
                    empty.addImage(
                        "large", List.of(empty.addLayer(new SampleTree(), STREAM_BYTES)))));
    SampleLayer layer = layout.images().get(0).layers().get(0);
    Path blob = layout.blob(layer.digest());

    Map<String, Callable<Timing>> contestants = contestants(blob, layer);
    Map<String, List<Timing>> timings = new LinkedHashMap<>();
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      for (Map.Entry<String, Callable<Timing>> contestant : contestants.entrySet()) {
        timings
            .computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
            .add(contestant.getValue().call());
      }
    }
    String table = table(layer, timings);
    System.out.println(table);
    BenchmarkDocument.replace("layer", table);
  }

  private static Map<String, Callable<Timing>> contestants(Path blob, SampleLayer layer) {
    Map<String, Callable<Timing>> contestants = new LinkedHashMap<>();
    contestants.put(REFERENCE, () -> Timing.ofShell("gzip -dc " + blob + " | tar -t"));
    for (String program : List.of("pigz", "igzip")) {
      if (Programs.isInstalled(program)) {
        contestants.put(
            "`" + program + " -dc` piped into `tar -t`",
            () -> Timing.ofShell(program + " -dc " + blob + " | tar -t"));
      }
    }
    contestants.put(
        "`image-audit audit`, the whole process",
        () -> Timing.ofShell(Programs.audit("", "oci:target/benchmark/layer")));
    contestants.put("the layer's index alone, in a warm JVM", () -> index(blob, layer));
    return contestants;
  }

  private static Timing index(Path blob, SampleLayer sample) throws Exception {
    Layer layer =
        new Layer(
            Optional.of(Digest.parse(sample.digest())),
            new DiffId(Digest.parse(sample.diffId())),
            "application/vnd.oci.image.layer.v1.tar+gzip",
            OptionalLong.of(sample.blobBytes()));
    return Timing.ofCall(() -> index(blob, layer));
  }

  private static LayerIndex index(Path blob, Layer layer) throws IOException, ImageException {
    try (InputStream in = Files.newInputStream(blob);
        LayerIndexer indexer = new LayerIndexer(RULES, bytes -> {})) {
      return indexer.index(layer, in);
    }
  }

  private static String table(SampleLayer layer, Map<String, List<Timing>> timings)
      throws IOException {
    double reference = Timing.median(timings.getOrDefault(REFERENCE, List.of())).wallSeconds();
    StringBuilder table = new StringBuilder();
    table.append(BenchmarkDocument.machine());
    table.append(
        " The layer: %,d bytes, %,d with gzip. %d alternating runs of each.%n%n"
            .formatted(layer.streamBytes(), layer.blobBytes(), REPETITIONS));
    table.append(
        BenchmarkDocument.row(
            "what", "median, s", "fastest, s", "CPU, s", "MB/s", "× gzip and tar"));
    table.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    timings.forEach(
        (name, runs) -> {
          Timing median = Timing.median(runs);
          table.append(
              BenchmarkDocument.row(
                  name,
                  median.wallSeconds(),
                  Timing.leastWallSeconds(runs),
                  median.cpuSeconds(),
                  layer.streamBytes() / 1e6 / median.wallSeconds(),
                  median.wallSeconds() / reference));
        });
    return table.toString();
  }
}
